import ignore from 'ignore';

/** Names of files that hold keys, passwords or what somebody typed, by the programs that write them. */
const names = `
.env .env.* *.env .envrc .flaskenv
!.env.example !.env.sample !.env.template !.env.dist !.env.defaults !example.env !sample.env !template.env
.secret .secrets *.secret *.secrets secrets.* secret.json secret.y*ml .passwd *.passwd .htpasswd passwords.*
credentials* .git-credentials .vault-token .vault_pass* vault_pass*
.netrc _netrc .authinfo .npmrc .yarnrc .yarnrc.yml .pypirc .condarc pip.conf auth.json .sentryclirc
.my.cnf .mylogin.cnf .pgpass pgpass.conf .dbshell .rediscli_auth .databrickscfg .snowsql/
.dockercfg .docker/config.json .s3cfg .boto .passwd-s3fs rclone.conf .terraformrc terraform.rc
*.tfvars *.tfvars.json *.tfstate *.tfstate.*
.aws/ .azure/ .config/gcloud/ .config/gh/ .config/hub .oci/ .kube/ kubeconfig *.kubeconfig
*service-account*.json *service_account*.json *serviceaccount*.json client_secret*.json *-adminsdk-*.json
application_default_credentials.json gcp-key*.json
.ssh/ .gnupg/ .putty/ .password-store/
id_rsa* id_dsa* id_ecdsa* id_ed25519* ssh_host_*_key
*.pem *.key *.p8 *.p12 *.pfx *.pkcs12 *.ppk *.jks *.bks *.keystore *.keytab *.kdb *.kdbx *.agekey *.age
*.gpg *.pgp *.asc *.ovpn *.mobileprovision keystore.properties key.properties signing.properties
.*_history .*-history *.history .histfile .lesshst .viminfo fish_history ConsoleHost_history.txt
wp-config.php sftp-config.json .ftpconfig .vscode/sftp.json sitemanager.xml recentservers.xml
.msmtprc .fetchmailrc .m2/settings.xml .m2/settings-security.xml
`;

const rules = ignore().add(names.split(/\s+/).filter(Boolean));

/** Whether a file, by its path, may hold secrets: it is never shown to a model, whatever the code base says. */
export function holdsSecrets(path: string): boolean {
  return rules.ignores(path);
}
