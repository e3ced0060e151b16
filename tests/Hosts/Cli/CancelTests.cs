using System.Diagnostics;
using System.Globalization;

namespace Kirana.Tests.Hosts.Cli;

public sealed class CancelTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Ctrl_C_ends_with_130_and_leaves_nothing_half_done()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var process = Tool.Start([], "demo", "--no-serve", "--shop", _folder["demo"], "--json");
        // The first line is told before the import begins, which takes seconds.
        Assert.Contains("sample shop", await process.StandardError.ReadLineAsync());
        using (var kill = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]))
            await kill.WaitForExitAsync();
        var rest = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("Stopping", await rest);
        Assert.Equal("cancelled", new Run(130, output, "").Json().GetProperty("error").GetProperty("code").GetString());

        if (!Directory.Exists(_folder["demo"]) || !File.Exists(Path.Combine(_folder["demo"], "kirana.json")))
            return;
        var status = Tool.Run("status", "--shop", _folder["demo"], "--json").Json();
        Assert.Equal(0, status.GetProperty("rows").GetProperty("events").GetInt64());
        Assert.Equal(0, Tool.Run("check", "--shop", _folder["demo"], "--json").Json().GetProperty("damage").GetArrayLength());
    }
}
