using System.Diagnostics;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Storage;
using Kirana.Tests.Platform.CrashHost;
using static Kirana.Tests.Platform.Storage.Sample;

namespace Kirana.Tests.Platform.Storage;

/// <summary>Processes are killed while they append, import, seal and erase: nothing acknowledged is lost, nothing is there twice or half.
/// KIRANA_CRASH_ROUNDS sets the number of rounds (2).</summary>
public sealed class AppendCrashTests : IDisposable
{
    private static readonly string s_program = Path.Combine(AppContext.BaseDirectory, "Kirana.Tests.CrashHost.dll");
    private static readonly RecordKind s_events = RecordKinds.Events;
    private readonly TemporaryFolder _folder = new();

    public AppendCrashTests() => EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Killed_while_it_appends_imports_and_seals_beside_another_a_shop_keeps_what_it_acknowledged_and_nothing_twice()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("KIRANA_CRASH_ROUNDS"), out var asked) ? asked : 2;
        for (var round = 0; round < rounds; round++)
        {
            using var server = Started(_folder.Shop, "append", $"{round}");
            using var importer = Started(_folder.Shop, "import", $"{round}");
            var lines = new List<string>();
            // Until both were at it for a while.
            while (lines.Count < 120 + 37 * round || !lines.Exists(line => line.StartsWith("import", StringComparison.Ordinal)))
                lines.Add(server.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The server ended by itself: " + string.Join('\n', lines.TakeLast(5))));
            server.Kill();
            importer.Kill();
            // What has no line's end was not said.
            lines.AddRange(server.StandardOutput.ReadToEnd().Split('\n')[..^1]);
            var imported = importer.StandardOutput.ReadToEnd().Split('\n')[..^1];
            server.WaitForExit();
            importer.WaitForExit();
            Check(round, [.. lines, .. imported]);
        }
    }

    [Fact]
    public void Killed_at_any_step_of_an_erasure_the_person_is_wholly_there_or_wholly_gone()
    {
        string before, after;
        using (var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write, Workload.Rules))
        {
            Import(shop.Records, s_events, Enumerable.Range(0, 250).Select(i => Event("view", Noon.AddDays(i), i % 4 == 0 ? "gone" : "stays", "i", id: $"e{i}")));
            Append(shop, [Event("view", Noon, "gone", id: "fresh"), Event("view", Noon, "stays", id: "other")]);
            Import(shop.Records, RecordKinds.Users, [new(StringComparer.Ordinal) { ["id"] = "gone" }]);
            before = shop.Records.DataHash();
        }

        using var calm = Copy();
        var steps = Run(calm.Shop, "erase").Count(line => line.StartsWith("step ", StringComparison.Ordinal));
        using (var shop = EmbeddedShop.Open(calm.Shop, ShopAccess.Read))
            after = shop.Records.DataHash();
        Assert.NotEqual(before, after);
        Assert.True(steps > 4);
        var kept = 0;
        for (var moment = 0; moment < steps; moment++)
        {
            using var copy = Copy();
            Run(copy.Shop, "erase", $"{moment}");
            using var shop = EmbeddedShop.Open(copy.Shop, ShopAccess.Write, Workload.Rules);
            Assert.Empty(shop.Verify());
            Assert.Contains(shop.Records.DataHash(), (string[])[before, after]);
            kept += string.Equals(shop.Records.DataHash(), before, StringComparison.Ordinal) ? 1 : 0;
            shop.Records.Erase("gone");
            Assert.Equal(after, shop.Records.DataHash());
        }

        Assert.InRange(kept, 1, steps - 1);
    }

    private void Check(int round, List<string> lines)
    {
        using var shop = EmbeddedShop.Open(_folder.Shop, ShopAccess.Write, Appender.Rules);
        Assert.Empty(shop.Verify());
        var id = s_events.IndexOf("id");
        var ids = ReadAll(shop.Records, s_events).ConvertAll(line => line.Split('|')[id]);
        var known = ids.ToHashSet(StringComparer.Ordinal);
        Assert.Equal(ids.Count, known.Count);
        Assert.Equal(ids.Count, shop.Records.Count(s_events));
        foreach (var said in lines.Select(line => line.Split(' ')).GroupBy(words => words[1], StringComparer.Ordinal))
            for (var number = 0; number < said.Max(words => int.Parse(words[2])); number++)
                Assert.True(known.Contains(Appender.Id(round, int.Parse(said.Key), number)), $"round {round}, thread {said.Key}: {number} is lost.");
    }

    private TemporaryFolder Copy()
    {
        var copy = new TemporaryFolder();
        foreach (var file in Directory.GetFiles(_folder.Shop, "*", SearchOption.AllDirectories))
        {
            var target = Path.Combine(copy.Shop, Path.GetRelativePath(_folder.Shop, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        return copy;
    }

    private static List<string> Run(params string[] arguments)
    {
        using var child = Started(arguments);
        var output = child.StandardOutput.ReadToEnd();
        child.WaitForExit();
        return [.. output.Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private static Process Started(params string[] arguments) =>
        Process.Start(new ProcessStartInfo("dotnet", [s_program, .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false })!;
}
