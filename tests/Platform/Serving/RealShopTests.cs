using System.Text;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Ingest;
using Kirana.Pipelines.Serving;
using Kirana.Storage;
using Kirana.Tests.Platform.Storage;

namespace Kirana.Tests.Platform.Serving;

/// <summary>Two servers on one shop in a folder.</summary>
public sealed class RealShopTests : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EmbeddedShop _shop;
    private readonly EmbeddedShop _otherShop;
    private readonly ShopServing _serving;
    private readonly ShopServing _other;
    private readonly Intake _intake;
    private readonly Intake _otherIntake;

    public RealShopTests()
    {
        EmbeddedShop.Create(_folder.Shop, new ShopSettings()).Dispose();
        (_shop, _otherShop) = (EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve), EmbeddedShop.Open(_folder.Shop, ShopAccess.Serve));
        (_serving, _other) = (ShopServing.Open(_shop, TimeProvider.System), ShopServing.Open(_otherShop, TimeProvider.System));
        (_intake, _otherIntake) = (new Intake(_serving, TimeProvider.System), new Intake(_other, TimeProvider.System));
    }

    public async ValueTask DisposeAsync()
    {
        await _intake.DisposeAsync();
        await _otherIntake.DisposeAsync();
        _serving.Dispose();
        _other.Dispose();
        _shop.Dispose();
        _otherShop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task What_one_takes_the_other_serves_after_a_refresh_and_own_changes_need_none()
    {
        await Take(_intake, RecordKinds.Events, "[" + string.Join(',', Enumerable.Range(0, 5).Select(i => Purchase($"e{i}", "ann", $"tea{i}"))) + "]");
        await Take(_intake, RecordKinds.Items, """[{"id":"tea1","title":"Fine tea","price":4}]""");
        await Take(_intake, RecordKinds.Prices, """[{"item":"tea1","valid_from":"2020-01-01","price":3.5}]""");
        Assert.False(_serving.Refresh());
        Assert.Equal(5, _serving.FindUsers("ann", 1).Single().Weight);
        Assert.Equal("Fine tea", _serving.FindItems("fine", 1).Single().Title);

        Assert.True(_other.Refresh());
        Assert.Equal(5, _other.FindUsers("ann", 1).Single().Weight);
        Assert.Equal("Fine tea", _other.FindItems("fine", 1).Single().Title);
        Assert.Equal(5, _other.History("ann", 10).Count);

        await Take(_otherIntake, RecordKinds.Events, $"[{Purchase("e9", "bob", "tea1")},{Purchase("e1", "ann", "tea1")}]");
        Assert.False(_other.Refresh());
        Assert.True(_serving.Refresh());
        Assert.Equal(1, _serving.FindUsers("bob", 1).Single().Weight);
        Assert.Equal(5, _serving.FindUsers("ann", 1).Single().Weight);
        Assert.Equal(3.5m, _shop.Analysis.Catalogue().Single(item => item.Id is "tea1").Price);
    }

    [Fact]
    public async Task A_person_one_erases_the_other_forgets_with_the_next_refresh()
    {
        await Take(_intake, RecordKinds.Events, $"[{Purchase("e1", "ann", "tea1")},{Purchase("e2", "bob", "tea1")}]");
        _other.Refresh();
        Assert.Equal(1, await _intake.Erase("ann", CancellationToken.None));
        Assert.Empty(_serving.FindUsers("ann", 1));
        Assert.Empty(_serving.History("ann", 1));
        Assert.True(_other.Refresh());
        Assert.Empty(_other.FindUsers("ann", 1));
        Assert.Single(_other.FindUsers("bob", 1));
        // An erasure may be several steps; a refresh makes sure and then there is peace.
        _serving.Refresh();
        Assert.False(_serving.Refresh());
        Assert.Empty(_serving.FindUsers("ann", 1));
    }

    [Fact]
    public async Task Records_that_cannot_be_told_apart_are_already_present()
    {
        var once = await Take(_intake, RecordKinds.Events, Purchase("e1", "ann", "tea1"));
        var again = await Take(_otherIntake, RecordKinds.Events, Purchase("e1", "ann", "tea1"));
        Assert.Equal((1L, 0L, 1L), (once.Added, again.Added, again.AlreadyPresent));
    }

    private static string Purchase(string id, string user, string item) =>
        $$"""{"id":"{{id}}","time":"2026-05-01T10:00:00Z","kind":"purchase","user":"{{user}}","item":"{{item}}","quantity":1,"unit_price":2}""";

    private static Task<IntakeReceipt> Take(Intake intake, RecordKind kind, string body) => intake.Take(kind, Encoding.UTF8.GetBytes(body), CancellationToken.None);
}
