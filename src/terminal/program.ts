import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { type Options, optionOf, type Values, valuesOf } from './options.js';
import { UsageError } from './usageError.js';

/** A command with options of its own. */
export interface CommandInfo<O extends Options> {
  readonly description: string;
  /** What it takes besides options, as commander writes it: `<file>`, `<run...>`. */
  readonly takes?: string;
  readonly options: O;
  /** What the help says after the options. */
  readonly more?: string;
  /** Does what the command line asks for. @returns the exit code @throws UsageError, CouldNotRate */
  run(values: Values<O>, files: readonly string[]): Promise<number>;
}

/** A command of the program, whose code is loaded when it is asked for. */
export interface Entry {
  readonly summary: string;
  load(): Promise<(command: ProgramCommand) => void>;
}

/** A command that tells wrong usage by throwing. */
export class ProgramCommand extends Command {
  /** What the command line asked for; only the program itself has it. */
  task: () => Promise<number> = async () => 0;

  override createCommand(name?: string): ProgramCommand {
    return new ProgramCommand(name).helpCommand(false);
  }

  /** @throws UsageError */
  override error(message: string): never {
    const [, first = '', rest = ''] = /^(?:error: )?(.)(.*)$/s.exec(message) ?? [];
    // A suggestion comes as a line of its own, in parentheses.
    const said = `${first.toUpperCase()}${rest}`.replace(/\.?\n\((.+)\)$/, '. $1');
    throw new UsageError(/[.?]$/.test(said) ? said : `${said}.`);
  }

  /** Called where a command is missing. @throws UsageError */
  override help(): never {
    const names = this.commands.map((command) => command.name());
    throw new UsageError(`Name a command: ${pathOf(this)} ${names.join(', ')}.`);
  }

  /** Gives it options and something to do. */
  does<const O extends Options>({ description, takes = '', options, more, run }: CommandInfo<O>): this {
    this.description(description);
    if (takes !== '') this.arguments(takes);
    for (const [name, info] of Object.entries(options)) this.addOption(optionOf(name, info));
    if (more !== undefined) this.addHelpText('after', `\n${more}`);
    return this.action(() => {
      const values = valuesOf(options, this.opts());
      programOf(this).task = () => run(values, this.args);
    });
  }
}

/**
 * Reads the command line and does what it asks for; tells the exit code.
 *
 * @throws UsageError, which names the help of the very command, CouldNotRate
 */
export async function runProgram(
  entries: Readonly<Record<string, Entry>>,
  given: readonly string[],
  { description = '', more = '' } = {},
): Promise<number> {
  const argv = given[0] === 'help' ? [...given.slice(1), '--help'] : given;
  const program = new ProgramCommand('bouncer')
    .helpCommand(false)
    .description(description)
    .version(version, '-v, --version', 'Print the version.')
    .helpOption('-h, --help', 'Print this text.')
    .addHelpText('after', `\n${more}`)
    .exitOverride();
  for (const [name, { summary, load }] of Object.entries(entries)) {
    const command = program.command(name).summary(summary);
    if (name === argv[0]) (await load())(command);
  }
  try {
    program.parse(argv, { from: 'user' });
    return await program.task();
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) return 0;
    if (error instanceof UsageError) error.help ??= `${pathOf(askedIn(program, argv))} --help`;
    throw error;
  }
}

function programOf(command: Command): ProgramCommand {
  return command.parent ? programOf(command.parent) : (command as ProgramCommand);
}

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

/** The command that the command line leads to. */
function askedIn(command: Command, [name, ...rest]: readonly string[]): Command {
  const next = command.commands.find((one) => one.name() === name);
  return next ? askedIn(next, rest) : command;
}
