using Kirana.Operate.Records;
using Kirana.Operate.Shops;
using Kirana.Tests.Platform.Pipelines.Import;

namespace Kirana.Tests.Platform.Contracts;

public sealed class RecordParserTests
{
    private const string Header = "time,kind,user,item,quantity,unit_price,currency,value,position\n";
    private const string Sound = "2019-05-01,view,u,i,,,,,\n";

    [Theory]
    [InlineData("2019-05-01,purchase,u,i,1,2.5,GBP,,", null, null)]
    [InlineData("2019-05-01,purchase,u,i,1", "field-count", null)]
    [InlineData(",view,u,i,,,,,", "missing-value", "time")]
    [InlineData("2019-05-01,,u,i,,,,,", "missing-value", "kind")]
    [InlineData("2019-05-01,view,u,,,,,,", "missing-value", "item")]
    [InlineData("2019-05-01,teleport,u,i,,,,,", "unknown-word", "kind")]
    [InlineData("2019-05-01,purchase,u,i,many,,,,", "bad-number", "quantity")]
    [InlineData("2019-05-01,purchase,u,i,1,0.00001,,,", "bad-number", "unit_price")]
    [InlineData("2019-05-01,purchase,u,i,1,NaN,,,", "not-finite", "unit_price")]
    [InlineData("2019-05-01,purchase,u,i,1,1e30,,,", "out-of-range", "unit_price")]
    [InlineData("2019-05-01,purchase,u,i,99999999,99999999,,,", "out-of-range", "value")]
    [InlineData("2019-05-01,purchase,u,i,0,1,,,", "bad-quantity", "quantity")]
    [InlineData("2019-05-01,cart,u,i,-1,1,,,", "bad-quantity", "quantity")]
    [InlineData("2019-05-01,purchase,u,i,1,-1,,,", "negative-price", "unit_price")]
    [InlineData("2019-05-01,purchase,u,i,1,,,-5,", "negative-price", "value")]
    [InlineData("2019-05-01,purchase,u,POST,1,-1,,,", null, null)]
    [InlineData("2019-05-01,purchase,u,i,1,1,EUR,,", "foreign-currency", "currency")]
    [InlineData("2019-05-01,purchase,u,i,1,1,pounds,,", "bad-currency", "currency")]
    [InlineData("2019-05-01,click,u,i,,,,,0", "out-of-range", "position")]
    [InlineData("2019-05-01,click,u,i,,,,,1.5", "bad-number", "position")]
    [InlineData("1969-12-31,view,u,i,,,,,", "ancient-time", "time")]
    [InlineData("2020-01-04,view,u,i,,,,,", "future-time", "time")]
    [InlineData("2020-01-02,view,u,i,,,,,", null, null)]
    [InlineData("soon,view,u,i,,,,,", "bad-date", "time")]
    public void Accepts_a_line_or_gives_one_reason(string line, string? reason, string? column)
    {
        var shop = Shop();
        var result = shop.Import(Header + line + "\n" + string.Concat(Enumerable.Repeat(Sound, 25)));
        Assert.Equal(26, result.Report.Rows);
        Assert.Equal(reason is null ? 26 : 25, result.Report.Accepted);
        Assert.Equal(result.Report.Rows, shop.Count(RecordKinds.Events) + shop.SetAside.Count);
        if (reason is null)
            return;
        var aside = Assert.Single(shop.SetAside);
        Assert.Equal((reason, column, 2L, line), (aside.Reason, aside.Column, aside.Line, aside.Text.TrimEnd()));
    }

    [Theory]
    [InlineData("rating,i,4.5,", null, null)]
    [InlineData("rating,i,,", "missing-value", "rating")]
    [InlineData("rating,i,5.0001,", "out-of-range", "rating")]
    [InlineData("rating,i,0.9999,", "out-of-range", "rating")]
    [InlineData("rating,i,1,", null, null)]
    [InlineData("rating,,4,", "missing-value", "item")]
    [InlineData("review,i,,", null, null)]
    [InlineData("review,i,5,", null, null)]
    [InlineData("review,i,0,", "out-of-range", "rating")]
    [InlineData("view,i,9,", "out-of-range", "rating")]
    [InlineData("dwell,i,,12.5", null, null)]
    [InlineData("dwell,,,0", null, null)]
    [InlineData("dwell,i,,", "missing-value", "seconds")]
    [InlineData("dwell,i,,-1", "out-of-range", "seconds")]
    [InlineData("view,i,,soon", "bad-number", "seconds")]
    public void Accepts_an_opinion_or_gives_one_reason(string line, string? reason, string? column)
    {
        var shop = Shop();
        var result = shop.Import("time,user,kind,item,rating,seconds\n2019-05-01,u," + line + "\n" + string.Concat(Enumerable.Repeat("2019-05-01,u,rating,i,3,1\n", 25)));
        Assert.Equal(reason is null ? 26 : 25, result.Report.Accepted);
        Assert.Equal(reason is null ? [] : [(reason, column)], shop.SetAside.Select(aside => (aside.Reason, aside.Column)));
    }

    [Fact]
    public void The_shop_says_what_its_scale_is()
    {
        var shop = Shop();
        shop.Save(shop.Settings with { Ratings = new RatingScale { Lowest = 0.5m, Highest = 10 } });
        shop.Import("time,user,kind,item,rating\n2019-05-01,u,rating,i,0.25\n" + string.Concat(Enumerable.Repeat("2019-05-01,u,rating,i,9.5\n", 25)));
        Assert.Equal("rating: expected 0.5 to 10, the shop's scale, found 0.25; the scale is `ratings` in kirana.json.", Assert.Single(shop.SetAside).Detail);
    }

    [Fact]
    public void Ratings_without_a_word_for_their_kind_are_ratings_and_what_is_no_number_stays_as_it_is()
    {
        var shop = Shop();
        shop.Import("user_id,asin,stars,timestamp\n1,a,3.5,1556668800\n2,b,5,1556668801\n");
        Assert.Equal(["rating", "rating"], shop.Column(RecordKinds.Events, "kind"));
        Assert.Equal([35_000L, 50_000L], shop.Column(RecordKinds.Events, "rating"));

        var words = Shop();
        words.Import("time,kind,user,item,overall,duration\n2019-05-01,view,u,i,good,00:01:30\n");
        Assert.Equal(["""{"overall":"good","duration":"00:01:30"}"""], words.Column(RecordKinds.Events, "extra"));
        Assert.Equal([null], words.Column(RecordKinds.Events, "rating"));
    }

    [Fact]
    public void Names_the_first_broken_rule_of_a_line_that_breaks_several()
    {
        var shop = Shop();
        shop.Import(Header + "never,teleport,u,,x,NaN,EUR,,0\n" + string.Concat(Enumerable.Repeat(Sound, 25)));
        Assert.Equal("bad-date", Assert.Single(shop.SetAside).Reason);
    }

    [Fact]
    public void Keeps_ids_with_quotes_slashes_and_emoji_as_they_are()
    {
        var shop = Shop();
        shop.Import("time,kind,user,item\n2019-05-01,view,\"a\"\"b/c\\d\",🧸\n2019-05-01,view,' OR 1=1,../../etc\n");
        Assert.Equal(["a\"b/c\\d", "' OR 1=1"], shop.Column(RecordKinds.Events, "user"));
        Assert.Equal(["🧸", "../../etc"], shop.Column(RecordKinds.Events, "item"));
    }

    [Theory]
    [InlineData(256, true)]
    [InlineData(257, false)]
    [InlineData(300, false)]
    public void Takes_ids_of_up_to_256_bytes(int bytes, bool sound)
    {
        var shop = Shop();
        shop.Import($"time,kind,user,item\n2019-05-01,view,u,{new string('x', bytes)}\n" + string.Concat(Enumerable.Repeat("2019-05-01,view,u,i\n", 25)));
        Assert.Equal(sound ? [] : ["long-id"], shop.SetAside.Select(line => line.Reason));
    }

    [Fact]
    public void Keeps_columns_no_field_takes()
    {
        var shop = Shop();
        shop.Import("time,kind,item,Weather,\"He said \"\"hm\"\"\"\n2019-05-01,view,i,süß,\n2019-05-01,view,i,,1\n2019-05-01,view,i,,\n");
        Assert.Equal([/*lang=json*/ "{\"Weather\":\"süß\"}", "{\"He said \\\"hm\\\"\":\"1\"}", null], shop.Column(RecordKinds.Events, "extra"));
    }

    [Fact]
    public void Completes_purchases_and_gives_returns_a_negative_sign()
    {
        var shop = Shop();
        var report = shop.Import("time,kind,user,item,quantity,unit_price\n2019-05-01,purchase,u,i,3,2.5\n2019-05-01,buy,u,i,,4\n2019-05-02,refund,u,i,1,2.5\n2019-05-02,view,u,i,,9\n").Report;
        Assert.Equal(["purchase", "purchase", "return", "view"], shop.Column(RecordKinds.Events, "kind"));
        Assert.Equal([75_000L, 40_000L, 25_000L, null], shop.Column(RecordKinds.Events, "value"));
        Assert.Equal([30_000L, 10_000L, 10_000L, null], shop.Column(RecordKinds.Events, "quantity"));
        Assert.Equal(7.5m + 4m - 2.5m, report.AcceptedValue);
    }

    [Fact]
    public void Turns_invoice_lines_into_events()
    {
        var shop = Shop();
        var report = shop.Import("""
            InvoiceNo,StockCode,Quantity,UnitPrice,CustomerID,InvoiceDate
            1,cup,6,2.5,17850.0,2010-12-01 08:26:00
            C2,cup,-2,2.5,17850.0,2010-12-01 08:26:00
            3,cup,-9,0,,2010-12-01 08:26:00
            4,cup,-1,1,,2010-12-01 08:26:00
            5,cup,1,0,17850.0,2010-12-01 08:26:00
            6,post,1,-11.5,,2010-12-01 08:26:00
            7,cup,0,1,,2010-12-01 08:26:00
            8,cup,1,0,,2010-12-01 08:26:00
            9,cup,1,-3,,2010-12-01 08:26:00
            """ + "\n" + string.Concat(Enumerable.Repeat("10,cup,1,1,1.0,2010-12-01 08:26:00\n", 60)), request => request with { Map = Named("kind", "") }).Report;

        Assert.Equal(["purchase", "return", "adjustment", "return", "purchase", "return"], shop.Column(RecordKinds.Events, "kind").Take(6));
        Assert.Equal([60_000L, 20_000L, -90_000L, 10_000L, 10_000L, 10_000L], shop.Column(RecordKinds.Events, "quantity").Take(6));
        Assert.Equal([150_000L, 50_000L, 0L, 10_000L, 0L, 115_000L], shop.Column(RecordKinds.Events, "value").Take(6));
        Assert.Equal(["17850", "17850", null, null, "17850", null], shop.Column(RecordKinds.Events, "user").Take(6));
        Assert.Equal(["bad-quantity", "unexplained-free-line", "negative-price"], shop.SetAside.Select(line => line.Reason));
        Assert.Equal((15m - 5m - 1m - 11.5m + 60m, -3m), (report.AcceptedValue, report.QuarantinedValue));
    }

    [Fact]
    public void Keys_lines_by_id_or_by_source_and_content()
    {
        var ids = Shop();
        var first = ids.Import("id,time,kind,item\na,2019-05-01,view,i\nb,2019-05-01,view,i\nb,2019-05-01,view,i\n");
        Assert.Equal((2, 1), (first.Receipt!.Added, first.Receipt.AlreadyPresent));
        Assert.Equal(0, ids.Import("id,time,kind,item\na,2019-06-01,view,j\n").Receipt!.Added);

        var content = Shop();
        const string Lines = "time,kind,item,user\n2019-05-01,view,i,\n2019-05-01,view,i,\n2019-05-01,view,j,u\n";
        Assert.Equal(3, content.Import(Lines).Receipt!.Added);
        Assert.Equal(0, content.Import(Lines).Receipt!.Added);
        Assert.Equal(0, content.Import("user,item,kind,time\n,i,view,2019-05-01\n,i,view,2019-05-01\nu,j,view,2019-05-01\n").Receipt!.Added);
        Assert.Equal(1, content.Import(Lines + "2019-05-02,view,i,\n").Receipt!.Added);
        Assert.Equal(3, content.Import(Lines, request => request with { Source = "other-till" }).Receipt!.Added);
    }

    [Fact]
    public void Makes_a_changed_item_a_new_version_and_an_equal_one_none()
    {
        var shop = Shop();
        Assert.Equal(2, shop.Import("sku,category,price\na,cups,1\nb,cups,2\n", name: "items.csv").Receipt!.Added);
        Assert.Equal(1, shop.Import("sku,category,price\na,cups,1\nb,cups,3\n", name: "items.csv").Receipt!.Added);
        Assert.Equal([10_000L, 20_000L, 30_000L], shop.Column(RecordKinds.Items, "price"));
    }

    [Fact]
    public void Gives_each_item_and_day_one_total_of_sales()
    {
        var shop = Shop();
        var result = shop.Import("item,date,store,units,revenue\na,2019-05-01,x,3,10\na,2019-05-01,y,1,4\na,2019-05-01,x,3,10\n", name: "sales.csv");
        Assert.Equal((2, 1), (result.Receipt!.Added, result.Receipt.AlreadyPresent));
        Assert.Equal(24m, result.Report.AcceptedValue);
        Assert.All(shop.Column(RecordKinds.Sales, "date"), day => Assert.Equal((long)new DateOnly(2019, 5, 1).DayNumber, day));
    }

    internal static Dictionary<string, string> Named(string field, string column) => new(StringComparer.Ordinal) { [field] = column };

    private static MemoryShop Shop()
    {
        var shop = new MemoryShop();
        shop.Save(shop.Settings with { Items = new ItemRules { Fees = ["POST"] } });
        return shop;
    }
}
