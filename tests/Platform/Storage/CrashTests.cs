using System.Diagnostics;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Storage;
using Kirana.Tests.Platform.CrashHost;

namespace Kirana.Tests.Platform.Storage;

/// <summary>A process is killed at the boundary of every kind of step, the first and the last time, and at random ones: nothing acknowledged is lost, nothing is there twice
/// or half, and doing the work again gives the same shop. KIRANA_CRASH_ROUNDS sets the number of random rounds (1).</summary>
public sealed class CrashTests
{
    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "Kirana.Tests.CrashHost.dll");

    [Fact]
    public void Killed_anywhere_a_shop_keeps_what_it_acknowledged_and_becomes_the_same_when_the_work_is_done_again()
    {
        using var calm = new TemporaryFolder();
        var output = Run(calm.Shop, "steps");
        Assert.Equal(Workload.Operations, Done(output));
        var steps = output.Where(line => line.StartsWith("step ", StringComparison.Ordinal)).ToList();
        var expected = HashOf(calm.Shop);

        var rounds = int.TryParse(Environment.GetEnvironmentVariable("KIRANA_CRASH_ROUNDS"), out var asked) ? asked : 1;
        var random = new Random(rounds);
        var moments = steps.Distinct(StringComparer.Ordinal).SelectMany(step => (int[])[steps.IndexOf(step), steps.LastIndexOf(step)]).Concat(Enumerable.Range(0, rounds).Select(_ => random.Next(steps.Count)));
        foreach (var moment in moments)
        {
            using var folder = new TemporaryFolder();
            var before = Run(folder.Shop, "work", $"{moment}");
            if (File.Exists(Path.Combine(folder.Shop, "kirana.json")))
                Check(folder.Shop, Done(before), $"killed at {moment}, {steps[moment]}");
            Assert.Equal(Workload.Operations, Done(Run(folder.Shop, "work")));
            Assert.Equal(expected, HashOf(folder.Shop));
        }
    }

    [Fact]
    public void Killed_from_outside_a_shop_keeps_what_it_acknowledged()
    {
        using var folder = new TemporaryFolder();
        foreach (var acknowledged in (int[])[1, 4, 6])
        {
            using var child = Started(folder.Shop, ["work"]);
            for (var done = 0; done < acknowledged;)
                if (child.StandardOutput.ReadLine()!.StartsWith("done", StringComparison.Ordinal))
                    done++;
            child.Kill();
            child.WaitForExit();
            Check(folder.Shop, acknowledged, $"killed after {acknowledged}");
        }
    }

    [Fact]
    public void A_full_disk_is_reported_and_work_goes_on_once_there_is_room()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no limit of file sizes on Windows.");
        using var folder = new TemporaryFolder();
        // The signal that would end the process is ignored, so that writing fails as it does on a full disk.
        using var child = Process.Start(new ProcessStartInfo("sh", ["-c", "trap '' XFSZ; exec \"$0\" \"$1\" \"$2\" full", "dotnet", s_program, folder.Shop])
        {
            RedirectStandardOutput = true, UseShellExecute = false, Environment = { ["DOTNET_EnableWriteXorExecute"] = "0" },
        })!;
        var output = child.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        child.WaitForExit();
        Assert.Equal(["disk-full True", "disk-full True", "again True 0"], output);
    }

    private static void Check(string folder, int done, string when)
    {
        using var shop = EmbeddedShop.Open(folder, ShopAccess.Write, Workload.Rules);
        Assert.Empty(shop.Verify());
        var rows = Sample.ReadAll(shop.Records, RecordKinds.Events);
        Assert.Equal(shop.Records.Count(RecordKinds.Events), rows.Count);
        var user = RecordKinds.Events.IndexOf("user");
        var found = rows.GroupBy(row => row.Split('|')[user], StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        for (var operation = 0; operation < Workload.Operations; operation++)
        {
            var there = found.GetValueOrDefault($"{operation}");
            Assert.True(there == Workload.RowsOf(operation) || (there == 0 && operation >= done), $"{when}: operation {operation} has {there} of {Workload.RowsOf(operation)} records.");
        }

        var models = shop.Registry.List("forecast");
        Assert.True(models.Count >= done / 4, when);
        var files = Path.Combine(folder, "models", "forecast");
        Assert.Equal(models.Count, Directory.Exists(files) ? Directory.GetFiles(files).Length : 0);
        foreach (var version in models)
            using (var model = shop.Registry.Open(version))
                Assert.Equal([version.Number], model.Ints("number"));
        Assert.Empty(Directory.GetFileSystemEntries(Path.Combine(folder, "data", "staging")));
    }

    private static string HashOf(string folder)
    {
        using IShop shop = EmbeddedShop.Open(folder, ShopAccess.Read);
        Assert.Equal(Workload.Models, shop.Registry.Current("forecast")!.Number);
        Assert.Equal(Workload.Models, shop.Registry.List("forecast").Count);
        Assert.Equal(Workload.Operations / 2, shop.Records.Quarantine(100).Count);
        return shop.Records.DataHash();
    }

    private static int Done(IEnumerable<string> output) => output.Count(line => line.StartsWith("done ", StringComparison.Ordinal));

    private static List<string> Run(string folder, params string[] arguments)
    {
        using var child = Started(folder, arguments);
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static Process Started(string folder, IEnumerable<string> arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [s_program, folder, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;
}
