using System.CommandLine;
using Kirana.Cli.Commands;
using Kirana.Cli.Invocation;

namespace Kirana.Tests.Hosts.Cli;

public sealed class HelpTests
{
    /// <summary>Every command line that leads to a command, such as <c>models list</c>.</summary>
    public static TheoryData<string> Paths
    {
        get
        {
            var words = CommandList.For([]).Select(command => command.Name).ToArray();
            return [.. CommandList.For(words).SelectMany(command => Leaves(command, command.Name))];
        }
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Help_of_every_command_says_what_it_does_and_ends_with_examples_of_it(string path)
    {
        var run = Tool.Run([.. path.Split(' '), "--help"]);
        Assert.Equal(0, run.ExitCode);
        Assert.Empty(run.Error);
        Assert.Matches(@"Description:\n  \S.+\.\n", run.Output);
        foreach (var option in GlobalOptions.All)
            Assert.Contains(option.Name, run.Output);
        var examples = run.Output[run.Output.IndexOf("Examples:\n", StringComparison.Ordinal)..].Split('\n', StringSplitOptions.RemoveEmptyEntries)[1..];
        Assert.NotEmpty(examples);
        Assert.All(examples, example => Assert.Contains($"kirana {path.Split(' ')[0]}", example));
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Every_example_parses(string path)
    {
        var words = path.Split(' ');
        Command command = CommandList.For(words).First(entry => string.Equals(entry.Name, words[0], StringComparison.Ordinal));
        foreach (var word in words[1..])
            command = command.Subcommands.First(entry => string.Equals(entry.Name, word, StringComparison.Ordinal));
        Assert.All(((CliCommand)command).Examples, example =>
        {
            // What follows a pipe or a second command is the shell's.
            var line = System.CommandLine.Parsing.CommandLineParser.SplitCommandLine(example.Split(" | ")[^1].Split(" && ")[0].Split(" < ")[0]).Skip(1).ToArray();
            var parsed = CommandLine.Parse(line);
            Assert.Empty(parsed.Errors);
            Assert.Same(command.GetType(), parsed.CommandResult.Command.GetType());
        });
    }

    [Fact]
    public void Help_without_a_command_lists_all_commands()
    {
        var run = Tool.Run("--help");
        Assert.Equal(0, run.ExitCode);
        foreach (var command in CommandList.For([]))
            Assert.Contains($"\n  {command.Name} ", run.Output);
        Assert.Contains("Examples:\n  kirana demo", run.Output);
    }

    [Fact]
    public void Version_is_printed_alone() => Assert.Matches(@"^\d+\.\d+\.\d+\n$", Tool.Run("--version").Output);

    private static IEnumerable<string> Leaves(Command command, string path) =>
        command is CliCommand ? [path] : command.Subcommands.SelectMany(inner => Leaves(inner, $"{path} {inner.Name}"));
}
