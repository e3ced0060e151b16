using System.Diagnostics;

namespace Kirana.Tests.Packages;

/// <summary>Runs programs as a person's terminal would: none of the settings of the build that runs these tests.</summary>
internal static class Dotnet
{
    /// <summary>Runs a program to its end.</summary>
    /// <param name="program">The program, such as <c>dotnet</c>.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">Its words.</param>
    public static async Task<Ended> Run(string program, string folder, params string[] arguments)
    {
        using var process = Start(program, folder, arguments);
        var cancellation = TestContext.Current.CancellationToken;
        try
        {
            var error = process.StandardError.ReadToEndAsync(cancellation);
            var output = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            return new Ended(process.ExitCode, output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Runs a program that must succeed.</summary>
    /// <param name="program">The program, such as <c>dotnet</c>.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">Its words.</param>
    /// <returns>What it wrote to standard output.</returns>
    public static async Task<string> Succeed(string program, string folder, params string[] arguments)
    {
        var ended = await Run(program, folder, arguments);
        Assert.True(ended.Code == 0, $"{program} {string.Join(' ', arguments)} ended with {ended.Code}:\n{ended.Output}\n{ended.Error}");
        return ended.Output;
    }

    /// <summary>Starts a program whose output is read by the caller.</summary>
    /// <param name="program">The program.</param>
    /// <param name="folder">Where it runs.</param>
    /// <param name="arguments">Its words.</param>
    public static Process Start(string program, string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false, WorkingDirectory = folder };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            start.Environment.Remove(name);
        // A node or compiler that stays behind would keep the pipes open, and the end would never be read.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        return Process.Start(start)!;
    }
}
