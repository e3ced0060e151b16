using System.Text;
using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Pipelines.Import;
using static Kirana.Tests.Platform.Contracts.RecordParserTests;

namespace Kirana.Tests.Platform.Pipelines.Import;

public sealed class ImportJobTests
{
    private const string Clicks = "timestamp,visitorid,event,itemid\n1560000000000,1,view,9\n1560000000000,2,addtocart,9\n1560000000000,2,transaction,9\n";

    [Fact]
    public void Guesses_kind_and_columns_and_says_so()
    {
        var shop = new MemoryShop();
        var result = shop.Import(Clicks, name: "clicks-2019-06-08.csv.gz");
        Assert.Equal(("events", "clicks"), (result.Kind, result.Source));
        Assert.Equal(["view", "cart", "purchase"], shop.Column(RecordKinds.Events, "kind"));
        Assert.Contains("The file holds events.", result.Notes);
        Assert.Contains("visitorid → user", Assert.Single(result.Notes, note => note.StartsWith("Columns", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country", "events")]
    [InlineData("event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session", "events")]
    [InlineData("user_id,item_id,timestamp,rating", "events")]
    [InlineData("date,store,item,sales", "sales")]
    [InlineData("sku,name,category,brand,cost", "items")]
    [InlineData("product_id,product_name,price", "items")]
    [InlineData("customer_id,age,consent", "users")]
    public void Knows_the_usual_exports_by_their_columns(string header, string kind) =>
        Assert.Equal(kind, ColumnGuess.Kind(header.Split(','), "file.csv").Name);

    [Fact]
    public void Reads_JSON_Lines_whose_columns_come_up_late()
    {
        var shop = new MemoryShop();
        var text = new StringBuilder("""{"time":"2019-05-01T10:00:00Z","kind":"view","item":"a","user":7}""").Append('\n');
        for (var i = 0; i < 60_000; i++)
            text.Append("""{"item":"b","kind":"purchase","time":"2019-05-01T10:00:00Z","user":7}""").Append('\n');
        text.Append("""{"time":"2019-05-01T10:00:00Z","kind":"view","item":"c","user":7,"weather":"rain"}""").Append('\n');
        var result = shop.Import(text.ToString(), name: "clicks.jsonl");
        Assert.Equal(60_002, result.Receipt!.Added);
        Assert.Equal(["a", "b", "c"], shop.Column(RecordKinds.Events, "item").Distinct());
        Assert.Equal("""{"weather":"rain"}""", shop.Column(RecordKinds.Events, "extra")[^1]);
    }

    [Fact]
    public void Asks_when_columns_tell_nothing() =>
        Assert.Equal("unknown-kind", Assert.Throws<DataException>(() => new MemoryShop().Import("a,b\n1,2\n")).Code);

    [Fact]
    public void Keeps_the_mapping_and_uses_it_again_for_the_same_columns()
    {
        var shop = new MemoryShop();
        shop.Import("when,who,what\n2019-05-01,u,i\n", request => request with
        {
            Kind = "events",
            Source = "till",
            Map = new Dictionary<string, string>(StringComparer.Ordinal) { ["time"] = "when", ["user"] = "who", ["item"] = "what", ["kind"] = "purchase" },
        });
        Assert.Equal("purchase", shop.Settings.Sources["till"].Constants["kind"]);

        var again = shop.Import("when,who,what\n2019-05-01,u,i\n2019-05-02,u,i\n", name: "june.csv");
        Assert.Equal(("till", 1L, 1L), (again.Source, again.Receipt!.Added, again.Receipt.AlreadyPresent));
    }

    [Fact]
    public void Takes_a_kept_mapping_by_its_name_and_names_the_column_it_misses()
    {
        var shop = new MemoryShop();
        shop.Import(Clicks, name: "clicks.csv");
        var fault = Assert.Throws<DataException>(() => shop.Import("timestamp,event,itemid\n1560000000000,view,9\n", request => request with { Source = "clicks" }));
        Assert.Equal(("missing-column", "user"), (fault.Code, fault.Column));
    }

    [Fact]
    public void Stays_out_of_the_store_on_a_dry_run()
    {
        var shop = new MemoryShop();
        var result = shop.Import(Clicks, request => request with { DryRun = true });
        Assert.Equal((3, 0, 0), (result.Report.Accepted, shop.Begun, shop.Settings.Sources.Count));
        Assert.Null(result.Receipt);
    }

    [Theory]
    [InlineData(5, 100, false, null)]
    [InlineData(6, 100, false, "too-many-bad-lines")]
    [InlineData(1, 100, true, "strict")]
    [InlineData(0, 100, true, null)]
    [InlineData(20_000, 20_000, false, "too-many-bad-lines")]
    public void Refuses_a_file_with_too_many_bad_lines_and_leaves_nothing(int bad, int rows, bool strict, string? code)
    {
        var shop = new MemoryShop();
        var text = new StringBuilder("time,kind,item\n");
        for (var i = 0; i < rows; i++)
            text.Append(i < bad ? "2019-05-01,view,\n" : "2019-05-01,view,i\n");
        if (code is null)
        {
            Assert.Equal(bad, shop.Import(text.ToString(), request => request with { Strict = strict }).Report.Quarantined.Values.Sum());
            return;
        }

        var fault = Assert.Throws<DataException>(() => shop.Import(text.ToString(), request => request with { Strict = strict }));
        Assert.Equal((code, 2L, "item"), (fault.Code, fault.Row, fault.Column));
        Assert.Contains("missing-value", fault.Message, StringComparison.Ordinal);
        Assert.Equal((0, 0, 0), (shop.Count(RecordKinds.Events), shop.SetAside.Count, shop.Settings.Sources.Count));
    }

    [Fact]
    public void Moves_more_lines_than_batches_hold_in_order_and_tells_how_far_it_is()
    {
        var shop = new MemoryShop();
        var text = new StringBuilder("time,kind,item\n");
        for (var i = 0; i < 100_000; i++)
            text.Append("2019-05-01,view,i").Append(i).Append('\n');
        var told = new List<ImportProgress>();
        var result = ImportJob.Run(shop, Csv.Request(text.ToString()), new Told(told));
        Assert.Equal(100_000, result.Receipt!.Added);
        Assert.Equal(Enumerable.Range(0, 100_000).Select(i => "i" + i), shop.Column(RecordKinds.Events, "item"));
        Assert.Equal(100_000, told[^1].Rows);
        Assert.Equal(told.OrderBy(progress => progress.Rows), told);
        Assert.Equal(text.Length, told[^1].TotalBytes);
    }

    [Fact]
    public void Leaves_the_shop_alone_when_cancelled()
    {
        var shop = new MemoryShop();
        using var source = new CancellationTokenSource();
        var text = "time,kind,item\n" + string.Concat(Enumerable.Repeat("2019-05-01,view,i\n", 100_000));
        Assert.ThrowsAny<OperationCanceledException>(() => ImportJob.Run(shop, Csv.Request(text), new Stop(source), source.Token));
        Assert.Equal(0, shop.Count(RecordKinds.Events));
    }

    [Fact]
    public void Passes_on_what_the_store_throws()
    {
        var shop = new MemoryShop();
        Assert.Throws<IOException>(() => ImportJob.Run(shop, Csv.Request(Clicks), new Failing()));
    }

    [Fact]
    public void Does_not_take_a_column_for_an_id_that_different_lines_share()
    {
        var shop = new MemoryShop();
        var result = shop.Import("id,time,kind,item\n1,2019-05-01,view,a\n1,2019-05-01,view,b\n");
        Assert.Equal(2, result.Receipt!.Added);
        Assert.DoesNotContain("id", result.Mapping.Columns.Keys);
    }

    [Fact]
    public void Lets_the_caller_say_which_column_is_meant()
    {
        var shop = new MemoryShop();
        shop.Import("time,kind,item,item_id\n2019-05-01,view,a,b\n", request => request with { Map = Named("item", "item_id") });
        Assert.Equal(["b"], shop.Column(RecordKinds.Events, "item"));
        Assert.Equal(["""{"item":"a"}"""], shop.Column(RecordKinds.Events, "extra"));
    }

    [Fact]
    public void Refuses_a_field_that_does_not_exist() =>
        Assert.Throws<ArgumentException>(() => new MemoryShop().Import(Clicks, request => request with { Kind = "events", Map = Named("colour", "itemid") }));

    private sealed class Told(List<ImportProgress> told) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => told.Add(value);
    }

    private sealed class Stop(CancellationTokenSource source) : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => source.Cancel();
    }

    private sealed class Failing : IProgress<ImportProgress>
    {
        public void Report(ImportProgress value) => throw new IOException("The disk is full.");
    }
}
