using System.Text;
using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Pipelines.Import;
using Kirana.Storage;
using static Kirana.Tests.Platform.Storage.Sample;

namespace Kirana.Tests.Platform.Storage;

/// <summary>Stock and prices come in from files like any other records.</summary>
public sealed class StockAndPriceTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly EmbeddedShop _shop;

    public StockAndPriceTests() => _shop = EmbeddedShop.Create(_folder.Shop, new ShopSettings());

    public void Dispose()
    {
        _shop.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_count_is_known_by_item_time_and_place()
    {
        const string File = "item,time,location,on_hand\na,2024-03-01,north,5\na,2024-03-01,south,5\na,2024-03-01,north,6\nb,2024-03-02,,0\n";
        Assert.Equal((3, 1), Counts(File, "stock"));
        Assert.Equal((0, 4), Counts(File, "stock"));
        Assert.Equal(3, _shop.Records.Count(RecordKinds.Stock));
    }

    [Fact]
    public void The_newest_price_that_holds_now_is_the_items()
    {
        Import(_shop.Records, RecordKinds.Events, Enumerable.Range(0, 3).Select(i => Event("purchase", Noon.AddDays(i), "u", i == 0 ? "paid" : "a", 1, 2)));
        Assert.Equal([2m, 2m], _shop.Analysis.Catalogue().Select(item => item.Price));
        Assert.Equal((4, 0), Counts("item,valid_from,price,location\na,2024-01-01,10,\na,2024-02-01,11,\na,2024-03-01,9,north\na,2999-01-01,99,\n", "prices"));
        Assert.Equal((1, 0), Counts("item,valid_from,price,location\nc,2024-03-01,7,north\n", "prices"));
        Assert.Equal([("a", 11m), ("c", 7m), ("paid", 2m)], _shop.Analysis.Catalogue().Select(item => (item.Id, item.Price!.Value)));
    }

    [Fact]
    public void Sales_and_prices_tell_when_stock_ran_out_and_what_was_offered()
    {
        Assert.Equal((6, 0), Counts(
            "item,date,location,units,price,promotion,stock_out\na,2024-03-01,north,5,10,,\na,2024-03-02,north,6,10,,true\na,2024-03-03,north,9,8,spring,\n"
            + "a,2024-03-04,north,9,8,spring,false\na,2024-03-05,north,4,10,,\nb,2024-03-01,,4,,,1\n", "sales"));
        Assert.Equal((3, 0), Counts("item,valid_from,price,promotion\na,2024-03-01,10,\na,2024-04-01,7,easter\nc,2024-03-01,3,\n", "prices"));
        var known = _shop.Analysis.Conditions();
        Assert.Equal([("a", "north", 2), ("b", "", 1)], known.StockOuts.Select(one => (one.Item, one.Location, one.Day.Day)));
        // What repeats the day before is not told again.
        Assert.Equal(
            [("a", "", new DateOnly(2024, 3, 1), 10.0, false, true), ("a", "", new DateOnly(2024, 4, 1), 7, true, true), ("a", "north", new DateOnly(2024, 3, 1), 10, false, false),
                ("a", "north", new DateOnly(2024, 3, 3), 8, true, false), ("a", "north", new DateOnly(2024, 3, 5), 10, false, false), ("c", "", new DateOnly(2024, 3, 1), 3, false, true)],
            known.Offers.Select(one => (one.Item, one.Location, one.From, one.Price!.Value, one.IsPromoted, one.IsPlanned)));
    }

    [Fact]
    public void A_shop_without_sales_and_prices_tells_nothing() => Assert.Equal((0, 0), (_shop.Analysis.Conditions().StockOuts.Count, _shop.Analysis.Conditions().Offers.Count));

    private (long Added, long Present) Counts(string content, string kind)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(content));
        var result = ImportJob.Run(_shop, new ImportRequest { Stream = stream, Name = kind + ".csv", Kind = kind });
        Assert.Equal(0, result.Receipt?.Report.Quarantined.Values.Sum() ?? 0);
        return (result.Receipt!.Added, result.Receipt.AlreadyPresent);
    }
}
