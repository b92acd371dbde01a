/** A ticket that was written for this project, because the labelled ones are long issues of libraries. */
export interface OwnTicket {
  readonly text: string;
  readonly isVague: boolean;
}

/** One sentence that says all that is needed. */
const clear = [
  'Rename the option `--colour` to `--color` and keep the old name as an alias.',
  '`parse_date("2024-02-30")` returns None; it should raise a ValueError.',
  'Raise the default of `timeout` in `HttpClient` from 5 to 30 seconds.',
  'Bump `lodash` to 4.17.21 in package.json because of CVE-2021-23337.',
  'The footer still says 2023: show the current year instead.',
  'Remove the unused function `legacyHash` from src/crypto/hash.ts.',
  '`GET /users/{id}` answers 500 for an unknown id; it should answer 404.',
  'Fix the typo "recieve" in the welcome mail.',
  'Add a `--dry-run` flag to `deploy` that prints the steps and changes nothing.',
  'Sort the invoices on the account page by date, newest first.',
  '`Vec2::normalize` divides by zero for the zero vector; return the zero vector.',
  'Make `Config.load()` read `BOUNCER_HOME` before it falls back to `~/.config`.',
  'The button "Save" stays disabled after the form becomes valid again.',
  'Drop support for Python 3.7: remove it from setup.cfg, tox.ini and the CI matrix.',
  '`slugify("Ünïcode")` gives "ncode", expected "unicode".',
  'Log the request id in every line that `PaymentService.charge` writes.',
  'Return an empty list instead of null from `OrderRepository.findByCustomer`.',
  'Trim white space around the email address before the login form checks it.',
  'Move the constant MAX_RETRIES from worker.py to settings.py and set it to 5.',
  'Cache the result of `load_schema()`: it reads the file on every call.',
  '`cargo run -- --version` prints nothing; print the version from Cargo.toml.',
  'The CSV export writes dates as 03/04/24; use ISO 8601 (2024-04-03).',
  'Deprecate `Client.fetch_all` in favor of `Client.iterate` and warn once per process.',
  'Add an index on orders.customer_id: the page /customers takes 9 seconds with 2 million orders.',
  'Close the file handle in `read_header` when the magic number does not match.',
  'Users with the role "viewer" can delete comments; only "editor" and "admin" may.',
  'Set `SameSite=Lax` on the session cookie.',
  'Division by zero in `average([])`: return 0.',
  'Support `.yml` besides `.yaml` when the tool looks for its configuration file.',
  'The tooltip of the zoom slider shows 0.30000000000000004; round to two decimals.',
  'Show the number of unread messages in the title of the browser tab.',
  'Pressing Escape should close the dialog "Share".',
  'The confirmation mail goes to the old address after a customer changes it.',
  'Only administrators may see the menu entry "Billing".',
  'Replace "whitelist" with "allowlist" in all messages and docs.',
  'The search ignores upper case: "Paris" finds nothing, "paris" finds 12 cities.',
  'Delete the temporary directory when the import is cancelled.',
  'Make the column `email` in the table users unique.',
  'The total in the cart does not change when an article is removed.',
  'Write the exit code of the child process to the log.',
  'Passwords with a colon are cut at the colon when they are read from the .netrc file.',
  'Allow 0 as a port number, so that the system chooses a free one.',
  'The calendar shows Sunday as the first day for the locale de-DE; it is Monday.',
  'Retry a failed upload three times with a pause of one second.',
  'Uploads larger than 10 MB fail with "413"; raise the limit to 50 MB.',
  'Print a warning when the configuration file has an unknown key.',
  '`Duration.parse("PT0S").isZero` is false.',
  'Let `sum()` take an iterator besides a list.',
  'Remove the trailing comma that `to_json` writes after the last element.',
  'Change the color of the link on hover from blue to #0a7.',
  'On a phone the table of orders overflows to the right; let it scroll.',
  'Rename class OrderDto to OrderView.',
  'Index out of bounds in `Grid.cell(x, y)` when x equals the width.',
  'Ask before "Delete all" deletes anything.',
  'The docs of `connect()` miss the parameter `retries`.',
  'Use the system font instead of Arial in the report.',
  'Open links in the help page in a new tab.',
  'Do not send an empty newsletter when there are no new articles.',
  'After logging out, the back button still shows the account page.',
  'Convert temperatures to Fahrenheit when the locale is en-US.',
];

/** One sentence or two after which nobody knows what to change. */
const vague = [
  'It does not work.',
  'Improve the performance.',
  'Login is broken again, please fix as soon as possible.',
  'The page looks weird on my phone.',
  'Make the error handling better.',
  'Refactor the old code so that it is cleaner.',
  'Something is wrong with dates. It worked before.',
  'The new dashboard should be more user friendly.',
  'Sometimes there is an error when I use the export. No idea why.',
  'We need better tests.',
  'The settings are confusing and should be simpler.',
  'Support more formats, like other tools do.',
  'There is a problem with the results in some cases, which leads to unexpected behavior.',
  'The app is slow for large projects and uses too much memory. This should be optimized.',
  'Update the docs.',
];

export const ownTickets: readonly OwnTicket[] = [
  ...clear.map((text) => ({ text, isVague: false })),
  ...vague.map((text) => ({ text, isVague: true })),
];

/** Lines that say nothing about the work, of at least so many characters; none where there is no room. */
export function environment(characters: number, seed: number): string {
  return neutral(characters, seed, '\n\nEnvironment\n', [
    'Python 3.8.10',
    'Operating system: Ubuntu 20.04.4 LTS',
    'Kernel: Linux 5.4.0-104-generic x86_64',
    'Shell: bash 5.0.17',
    'numpy: 1.21.2',
    'scipy: 1.7.1',
    'pip: 21.2.4',
    'Architecture: x86_64',
    'Memory: 16 GB',
    'Editor: VS Code 1.60',
    'Locale: en_US.UTF-8',
    'Installed from PyPI in a fresh virtual environment',
    'matplotlib: 3.4.3',
    'git: 2.25.1',
    'Terminal: gnome-terminal 3.36',
    'The machine has no proxy.',
    'GCC: 9.3.0',
  ]);
}

/** Others of the kind, on which the scorer is only measured. */
export function otherEnvironment(characters: number, seed: number): string {
  return neutral(characters, seed, '\n\n', [
    '- OS: macOS 12.6 (Monterey)',
    '- Node version: v18.12.1',
    '- Database: PostgreSQL 14.5',
    '- Screen: 1920x1080',
    '- CPU cores: 8',
    '- RAM: 32GB',
    '- Container runtime: containerd 1.6.8',
    '- Cloud region: eu-central-1',
    'Build date: 2022-11-03',
    'Package manager: pip',
    'Disk: 512 GB SSD',
    'Keyboard layout: US',
  ]);
}

function neutral(characters: number, seed: number, start: string, lines: readonly string[]): string {
  if (characters <= 0) return '';
  let text = start;
  for (let i = seed; text.length < characters; i++) text += `${lines[i % lines.length]}\n`;
  return text;
}
