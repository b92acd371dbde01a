/** Names of products, languages and companies that are written like symbols. */
const brands = new Set(
  `JavaScript TypeScript CoffeeScript ActionScript ECMAScript GitHub GitLab GitBook BitBucket SourceForge StackOverflow YouTube LinkedIn
  WhatsApp TikTok FaceBook PayPal WordPress WooCommerce PostgreSQL PostGIS MySQL MariaDB MongoDB MongoDb InfluxDB CouchDB DynamoDB
  SQLite RocksDB ClickHouse CockroachDB BigQuery NoSQL OracleDB OpenSearch ElasticSearch RabbitMQ ZeroMQ ActiveMQ GraphQL
  macOS iOS iPadOS watchOS tvOS visionOS iPhone iPad iPod iMac iCloud iTunes iMessage AirDrop AirPods AppKit MacBook MacOS OpenBSD FreeBSD
  NetBSD DragonFly OpenSUSE openSUSE CentOS AlmaLinux ArchLinux PopOS ChromeOS ChromeBook ChromeDriver GeckoDriver WebKit WebView
  WebGL WebGPU WebRTC WebAssembly WebSocket WebSockets WebStorm IntelliJ PyCharm RubyMine PhpStorm GoLand CLion AppCode
  JetBrains VSCode VsCode VSCodium PowerShell PowerPoint OneDrive OneNote OpenOffice LibreOffice SharePoint DirectX DevOps DevTools
  OpenJDK OpenSSL OpenSSH OpenGL OpenCL OpenCV OpenAPI OpenAI OpenID OpenStack OpenShift OpenVPN OpenStreetMap OAuth LibreSSL BoringSSL
  ChatGPT LangChain PyTorch TensorFlow NumPy SciPy PyPI PyPy IPython CPython MicroPython JupyterLab JupyterHub scikitLearn RubyGems JRuby
  NodeJS DenoLand ReactJS VueJS NextJS NuxtJS AngularJS jQuery ESLint TSLint AppVeyor CircleCI TravisCI TeamCity DockerHub CloudFlare
  CloudFront CloudWatch CloudFormation DigitalOcean LaTeX BibTeX XeTeX LuaTeX KaTeX MathJax MathML JsonPath RegEx McAfee
  AutoCAD FileZilla ImageMagick GraphicsMagick FFmpeg HandBrake QuickTime PlayStation NetBeans AppImage SnapCraft AppStore
  HomeBrew MacPorts RedHat SuSE VMware VirtualBox QEMU GeForce NVidia RaspberryPi Wi-Fi WiFi BlueTooth eMail eBay eBook mTLS DocBook
  AsciiDoc MediaWiki DokuWiki BugZilla YouTrack SonarQube SonarCloud HashiCorp TerraForm KubeCon MicroK8s JSDoc TypeDoc AirBnB
  GitKraken TortoiseGit SourceTree LastPass KeePass KeePassXC BitLocker FileVault TrueNAS FreeNAS OpenWrt PayPal MasterCard`
    .split(/\s+/)
    .map((name) => name.toLowerCase()),
);

/** Whether a word in a sentence is a product's name rather than a symbol of the code. */
export function isBrand(word: string): boolean {
  return brands.has(word.toLowerCase());
}
