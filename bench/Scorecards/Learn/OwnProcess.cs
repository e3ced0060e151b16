using System.Diagnostics;

namespace Kirana.Bench.Scorecards.Learn;

/// <summary>This program once more, so that a side is measured in a process of its own.</summary>
internal static class OwnProcess
{
    /// <summary>How to start it, whether it runs as a program of its own or as <c>dotnet</c> with a library.</summary>
    /// <param name="arguments">Its arguments.</param>
    public static ProcessStartInfo With(IEnumerable<string> arguments)
    {
        var program = Environment.ProcessPath!;
        var isHost = Path.GetFileNameWithoutExtension(program).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        return new ProcessStartInfo(program, isHost ? [typeof(OwnProcess).Assembly.Location, .. arguments] : arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true,
        };
    }
}
