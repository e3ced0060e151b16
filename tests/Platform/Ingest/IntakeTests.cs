using System.Text;
using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Pipelines.Ingest;
using Kirana.Pipelines.Recommend;
using Kirana.Pipelines.Serving;
using Kirana.Tests.Platform.Recommend;
using Kirana.Tests.Platform.Serving;

namespace Kirana.Tests.Platform.Ingest;

public sealed class IntakeTests : IAsyncDisposable
{
    private const string One = """{"id":"e1","time":"2026-05-01T12:50:00Z","kind":"purchase","user":"u1","item":"tool3","quantity":6,"unit_price":2.55,"session":"s1"}""";
    private static readonly DateTimeOffset Now = TinyShop.Start.AddDays(150);

    private readonly LiveShop _shop = LiveShop.Filled();
    private readonly ManualClock _clock = new(Now);
    private readonly ShopServing _serving;
    private readonly Intake _intake;

    public IntakeTests()
    {
        _serving = ShopServing.Open(_shop, _clock);
        _intake = new Intake(_serving, _clock);
    }

    public async ValueTask DisposeAsync()
    {
        await _intake.DisposeAsync();
        _serving.Dispose();
        _shop.Dispose();
    }

    [Theory]
    [InlineData("[" + One + "]")]
    [InlineData(One)]
    [InlineData(" " + One + "\r\n\n")]
    public async Task What_is_accepted_is_stored_and_served(string body)
    {
        var receipt = await Take(body);
        Assert.Equal((1, 1, 0, 0), (receipt.Received, receipt.Added, receipt.AlreadyPresent, receipt.RejectedCount));
        Assert.Equal(("u1", "tool3", "purchase", 60_000L), Last());
        Assert.False(_serving.Recommend("u1", new RecommendOptions()).Degraded);
    }

    [Fact]
    public async Task A_record_sent_again_is_kept_once()
    {
        await Take(One);
        var receipt = await Take($"[{One},{One}]");
        Assert.Equal((2, 0, 2), (receipt.Received, receipt.Added, receipt.AlreadyPresent));
    }

    [Theory]
    [InlineData("""{"time":"2026-05-01","kind":"view","user":"u","item":{"id":1}}""", "wrong-type", "item")]
    [InlineData("""{"time":"2026-05-01","kind":"view","user":true,"item":"a"}""", "wrong-type", "user")]
    [InlineData("""{"time":"2026-05-01","kind":"purchase","user":"u","item":"a","quantity":[1]}""", "wrong-type", "quantity")]
    [InlineData("""{"time":"2026-05-01","kind":"purchase","user":"u","item":"a","quantity":"NaN"}""", "not-finite", "quantity")]
    [InlineData("""{"time":"2026-05-01","kind":"purchase","user":"u","item":"a","quantity":"many"}""", "bad-number", "quantity")]
    [InlineData("""{"time":"2026-05-01","kind":"dance","user":"u","item":"a"}""", "unknown-word", "kind")]
    [InlineData("""{"kind":"view","user":"u","item":"a"}""", "missing-value", "time")]
    [InlineData("""{"time":"yesterday","kind":"view","user":"u","item":"a"}""", "bad-date", "time")]
    [InlineData("""{"time":"1969-12-31","kind":"view","user":"u","item":"a"}""", "ancient-time", "time")]
    [InlineData("""{"time":"2026-06-05","kind":"view","user":"u","item":"a"}""", "future-time", "time")]
    [InlineData("""{"time":"2026-05-01","kind":"view","user":"u","item":"a","item":"b"}""", "bad-json", null)]
    [InlineData("""{"time":"2026-05-01","kind":"view","user":"\ud800","item":"a"}""", "bad-json", null)]
    [InlineData("""{"time":"2026-05-01","kind":"view","x":[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]}""", "bad-json", null)]
    [InlineData("7", "bad-json", null)]
    public async Task What_breaks_the_contract_is_set_aside_and_does_not_hinder_the_others(string record, string reason, string? field)
    {
        foreach (var body in new[] { $"[{One},{record}]", $"{One}\n{record}" })
        {
            var receipt = await Take(body);
            Assert.Equal((2, 1), (receipt.Received, receipt.RejectedCount));
            var rejected = Assert.Single(receipt.Rejected);
            Assert.Equal((2, reason, field), (rejected.Row, rejected.Reason, rejected.Field));
            Assert.NotEmpty(rejected.Detail);
            Assert.Equal((reason, record), (_shop.SetAside[^1].Reason, _shop.SetAside[^1].Text));
        }
    }

    [Fact]
    public async Task A_long_id_is_refused_and_many_faults_are_counted_but_not_all_shown()
    {
        var line = $$"""{"time":"2026-05-01","kind":"view","user":"{{new string('x', 257)}}","item":"a"}""" + "\n";
        var receipt = await Take(string.Concat(Enumerable.Repeat(line, 150)));
        Assert.Equal((150, 150, Intake.MostRejectedShown), (receipt.Received, receipt.RejectedCount, receipt.Rejected.Count));
        Assert.All(receipt.Rejected, row => Assert.Equal("long-id", row.Reason));
    }

    [Fact]
    public async Task A_broken_array_stores_nothing_and_a_broken_line_only_itself()
    {
        var before = _shop.Snapshot().Length;
        var error = await Assert.ThrowsAsync<DataException>(() => Take($"[{One},{{\"kind\":NaN}}]"));
        Assert.Equal(("bad-json", (long?)2), (error.Code, error.Row));
        Assert.Equal(before, _shop.Snapshot().Length);
        Assert.Equal("bad-json", (await Assert.ThrowsAsync<DataException>(() => Take(""))).Code);
        var receipt = await Take($"{{\"kind\":NaN}}\n{One}");
        Assert.Equal((2, 1, 1), (receipt.Received, receipt.Added, receipt.RejectedCount));
    }

    [Fact]
    public async Task Records_without_an_id_are_told_apart_by_content()
    {
        const string Anonymous = """{"time":"2026-05-01","kind":"view","user":"u","item":"a","colour":"red"}""";
        var receipt = await Take($"[{Anonymous},{One},{Anonymous.Replace("red", "blue", StringComparison.Ordinal)}]");
        Assert.Equal((3, 3), (receipt.Received, receipt.Added));
        Assert.Equal(1, (await Take($"[{Anonymous}]")).AlreadyPresent);
    }

    [Fact]
    public async Task An_empty_array_is_answered_without_a_commit()
    {
        var receipt = await Take("[]");
        Assert.Equal((0, 0, 0), (receipt.Received, receipt.Added, receipt.RejectedCount));
        Assert.Equal(0, _intake.Figures.Commits);
    }

    [Fact]
    public async Task The_future_moves_with_the_clock()
    {
        const string Tomorrow = """{"time":"2026-06-05","kind":"view","user":"u","item":"a"}""";
        Assert.Equal(1, (await Take(Tomorrow)).RejectedCount);
        _clock.Advance(TimeSpan.FromDays(4));
        Assert.Equal(1, (await Take(Tomorrow)).Added);
    }

    [Fact]
    public async Task Items_and_prices_change_what_lists_show()
    {
        await Take("""[{"id":"tool3","title":"A better tool","category":"tools > hand","price":12.5}]""", RecordKinds.Items);
        await Take("""[{"item":"tool4","valid_from":"2026-01-01","price":1},{"item":"tool4","valid_from":"2026-01-01","price":99,"location":"Paris"}]""", RecordKinds.Prices);
        await Take("""[{"id":"tool5","kind":"voucher"}]""", RecordKinds.Items);
        var list = _serving.Recommend("customer1", new RecommendOptions { Count = 100, IncludeBought = true }).Items;
        Assert.Equal(("A better tool", 12.5m), list.Where(item => item.Id is "tool3").Select(item => (item.Title, item.Price!.Value)).Single());
        Assert.Equal(1m, list.Single(item => item.Id is "tool4").Price);
        Assert.DoesNotContain(list, item => item.Id is "tool5");
    }

    [Fact]
    public async Task A_person_is_erased_in_turn()
    {
        await Take(One);
        var erasing = _intake.Erase("u1", CancellationToken.None);
        var again = Take(One.Replace("e1", "e2", StringComparison.Ordinal));
        Assert.Equal(1, await erasing);
        Assert.Equal(1, (await again).Added);
        Assert.Equal(1, _shop.Snapshot().Count(one => one.User is "u1"));
        Assert.Equal(0, await _intake.Erase("nobody", CancellationToken.None));
    }

    private Task<IntakeReceipt> Take(string body, RecordKind? kind = null) =>
        _intake.Take(kind ?? RecordKinds.Events, Encoding.UTF8.GetBytes(body), CancellationToken.None);

    private (string? User, string? Item, string Kind, long? Quantity) Last() => _shop.Snapshot()[^1] is var last ? (last.User, last.Item, last.Kind, last.Quantity) : default;
}
