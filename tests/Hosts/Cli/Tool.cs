using System.Diagnostics;
using System.Text.Json;

namespace Kirana.Tests.Hosts.Cli;

/// <summary>Runs the command line as a process of its own, as a person or a script does.</summary>
internal static class Tool
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, "kirana.dll");

    /// <summary>Runs a command to its end.</summary>
    public static Run Run(params string[] args) => Run([], args);

    /// <summary>Runs a command to its end with more environment variables.</summary>
    public static Run Run((string Name, string Value)[] environment, params string[] args)
    {
        using var process = Start(environment, args);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new Run(process.ExitCode, output, error.Result);
    }

    /// <summary>Starts a command.</summary>
    public static Process Start((string Name, string Value)[] environment, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [Program, .. args]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>What a process printed and how it ended.</summary>
    public static JsonElement Json(this Run run)
    {
        // Exactly one object: a second one, or text around it, would not parse.
        using var document = JsonDocument.Parse(run.Output);
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
        return document.RootElement.Clone();
    }
}
