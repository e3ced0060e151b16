using System.CommandLine;
using System.Net;
using Kirana.Cli.Invocation;
using Kirana.Server.Hosting;

namespace Kirana.Cli.Commands.Serve;

/// <summary><c>kirana serve</c>: the HTTP interface and the dashboard, until Ctrl-C.</summary>
internal sealed class ServeCommand : CliCommand
{
    private readonly Option<int> _port = new("--port") { Description = "The port; 0 for any that is free.", HelpName = "N", DefaultValueFactory = _ => 5080 };

    private readonly Option<string> _bind = new("--bind")
    {
        Description = "The address to listen on. With any but this machine's own, every request needs a key.", HelpName = "ADDRESS", DefaultValueFactory = _ => "127.0.0.1",
    };

    private readonly Option<bool> _noDashboard = new("--no-dashboard") { Description = "The HTTP interface only, no pages." };

    /// <summary>Creates the command.</summary>
    public ServeCommand() : base("serve", CommandList.Describe("serve"))
    {
        Options.Add(_port);
        Options.Add(_bind);
        Options.Add(_noDashboard);
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Examples { get; } = ["kirana serve", "kirana serve --port 8080 --shop shop", "kirana serve --bind 0.0.0.0 --no-dashboard --json"];

    /// <inheritdoc/>
    public override int Run(CommandContext context)
    {
        var options = new ServeOptions { Address = Address(context.Get(_bind)!), Port = RunningServer.Checked(context.Get(_port)), Dashboard = !context.Get(_noDashboard) };
        using var server = RunningServer.Start(context, context.Folder, options);
        context.Answer(new ServeAnswer(server.Url), AnswerJson.Default.ServeAnswer, screen => screen.Line($"Serving at {server.Url} (Ctrl-C ends it)"));
        RunningServer.Wait(context.Cancellation);
        return ExitCode.Done;
    }

    private static IPAddress Address(string text) =>
        text is "localhost" ? IPAddress.Loopback
        : IPAddress.TryParse(text, out var address) ? address
        : throw new UsageException($"--bind is an address such as 127.0.0.1 or 0.0.0.0, not '{text}'.");
}
