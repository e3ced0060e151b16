using System.IO.Compression;
using System.Text;
using Kirana.Data;
using Kirana.Operate.Records;
using Kirana.Pipelines.Import;

namespace Kirana.Tests.Platform.Pipelines.Import;

public sealed class BadInputTests
{
    private const string Header = "time,kind,user,item,quantity,unit_price\n";
    private const string Line = "2019-05-01,purchase,u,i,1,2.5\n";

    [Fact]
    public void A_missing_column_is_named_with_those_there_are_and_the_nearest()
    {
        var fault = Fault("timee,kind,item\n2019-05-01,view,i\n", request => request with { Kind = "events" });
        Assert.Equal(("missing-column", "time"), (fault.Code, fault.Column));
        Assert.Contains("timee, kind, item", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--map time=timee", fault.Hint!, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_kind_of_event_hints_at_one_for_all_lines() =>
        Assert.Contains("--map kind=purchase", Fault("time,user,item\n2019-05-01,u,i\n").Hint!, StringComparison.Ordinal);

    [Fact]
    public void A_wrong_separator_is_hinted_at()
    {
        var fault = Fault(Header + Line, request => request with { Separator = ';' });
        Assert.Equal("wrong-separator", fault.Code);
        Assert.Contains("','", fault.Hint!, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unclosed_quote_sets_its_own_line_aside_only()
    {
        var shop = new MemoryShop();
        shop.Import(Header + "2019-05-01,purchase,u,\"i,1,2.5\n" + Repeat(Line, 25));
        Assert.Equal(["unclosed-quote"], shop.SetAside.Select(line => line.Reason));
        Assert.Equal(25, shop.Count(RecordKinds.Events));
    }

    [Fact]
    public void UTF_16_is_read_like_UTF_8()
    {
        var shop = new MemoryShop();
        byte[] bytes = [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Header + "2019-05-01,purchase,ü,🧸,1,2.5\n")];
        ImportJob.Run(shop, Csv.Request("") with { Stream = new MemoryStream(bytes) });
        Assert.Equal(["🧸"], shop.Column(RecordKinds.Events, "item"));
    }

    [Fact]
    public void Broken_UTF_8_sets_its_line_aside()
    {
        var shop = new MemoryShop();
        byte[] bytes = [.. Encoding.UTF8.GetBytes(Header + Repeat("2019-05-01,purchase,ü,i,1,2.5\n", 25) + "2019-05-01,purchase,"), 0xc3, 0x28, .. ",i,1,2.5\n"u8];
        ImportJob.Run(shop, Csv.Request("") with { Stream = new MemoryStream(bytes), Encoding = "utf-8" });
        Assert.Equal(["bad-encoding"], shop.SetAside.Select(line => line.Reason));
        Assert.Equal(25, shop.Count(RecordKinds.Events));
    }

    [Theory]
    [InlineData("13/04/2019", "04/05/2019", "day-first", 5)]
    [InlineData("04/13/2019", "04/05/2019", "month-first", 4)]
    public void The_order_of_day_and_month_is_found_out(string settling, string doubtful, string format, int month)
    {
        var shop = new MemoryShop();
        var result = shop.Import($"time,kind,item\n{doubtful},view,i\n{settling},view,i\n");
        Assert.Equal(format, result.Mapping.DateFormat);
        Assert.Equal((new DateTime(2019, month, month == 5 ? 4 : 5) - DateTime.UnixEpoch).Ticks / 10 - 3_600_000_000L, shop.Column(RecordKinds.Events, "time")[0]);
    }

    [Theory]
    [InlineData("04/05/2019", "05/05/2019", "ambiguous-date")]
    [InlineData("13/05/2019", "05/13/2019", "mixed-dates")]
    public void An_order_of_day_and_month_in_doubt_is_refused(string first, string second, string code)
    {
        var text = $"time,kind,item\n{first},view,i\n{second},view,i\n";
        var fault = Fault(text);
        Assert.Equal((code, "time"), (fault.Code, fault.Column));
        Assert.Contains("--date-format", fault.Hint!, StringComparison.Ordinal);
        if (code is "ambiguous-date")
            Assert.Equal(2, new MemoryShop().Import(text, request => request with { DateFormat = "dd/MM/yyyy" }).Report.Accepted);
    }

    [Fact]
    public void Decimal_commas_are_hinted_at_and_read_when_told()
    {
        var text = "time;kind;user;item;quantity;unit_price\n" + Repeat("2019-05-01;purchase;u;i;1;2,5\n", 3);
        var fault = Fault(text);
        Assert.Equal("too-many-bad-lines", fault.Code);
        Assert.Contains("--decimal ,", fault.Message, StringComparison.Ordinal);
        Assert.Equal(7.5m, new MemoryShop().Import(text, request => request with { Decimal = ',' }).Report.AcceptedValue);
    }

    [Theory]
    [InlineData("NaN")]
    [InlineData("-inf")]
    [InlineData("Infinity")]
    public void NaN_and_infinities_are_set_aside(string number)
    {
        var shop = new MemoryShop();
        shop.Import(Header + $"2019-05-01,purchase,u,i,1,{number}\n" + Repeat(Line, 25));
        Assert.Equal(["not-finite"], shop.SetAside.Select(line => line.Reason));
    }

    [Fact]
    public void A_line_without_end_is_set_aside_without_being_kept()
    {
        var shop = new MemoryShop();
        var bytes = new Concatenated(Encoding.UTF8.GetBytes(Header + Repeat(Line, 25)), 200L << 20, Encoding.UTF8.GetBytes("\n" + Line));
        ImportJob.Run(shop, Csv.Request("") with { Stream = bytes });
        var aside = Assert.Single(shop.SetAside);
        Assert.Equal("too-long", aside.Reason);
        Assert.True(aside.Text.Length <= 4096);
        Assert.Equal(26, shop.Count(RecordKinds.Events));
    }

    [Fact]
    public void An_empty_file_is_refused() => Assert.Equal("empty-file", Fault("").Code);

    [Fact]
    public void A_header_without_lines_imports_nothing()
    {
        var shop = new MemoryShop();
        Assert.Equal(0, shop.Import(Header).Report.Rows);
        Assert.Single(shop.Imports());
    }

    [Fact]
    public void A_directory_is_refused() =>
        Assert.Equal("is-directory", Assert.Throws<DataException>(() => ImportJob.Run(new MemoryShop(), new ImportRequest { Path = Path.GetTempPath() })).Code);

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Equal("no-such-file", Assert.Throws<DataException>(() => ImportJob.Run(new MemoryShop(), new ImportRequest { Path = "no/such/file.csv" })).Code);

    [Theory]
    [InlineData("klingon")]
    [InlineData("utf-7")]
    public void An_unknown_encoding_is_named(string encoding) => Assert.Equal("bad-encoding", Fault(Header + Line, request => request with { Encoding = encoding }).Code);

    [Fact]
    public void A_gzip_file_cut_in_half_is_refused_and_leaves_nothing()
    {
        var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            for (var i = 0; i < 200_000; i++)
                gzip.Write(Encoding.UTF8.GetBytes(i == 0 ? Header : $"2019-05-01,purchase,u{i * 7919L % 1_000_003},i,1,2.5\n"));
        var shop = new MemoryShop();
        var half = packed.ToArray()[..(int)(packed.Length / 2)];
        var fault = Assert.Throws<DataException>(() => ImportJob.Run(shop, Csv.Request("") with { Stream = new MemoryStream(half), Name = "orders.csv.gz" }));
        Assert.Equal("damaged-compression", fault.Code);
        Assert.Equal(0, shop.Count(RecordKinds.Events));
    }

    private static DataException Fault(string text, Func<ImportRequest, ImportRequest>? change = null) =>
        Assert.Throws<DataException>(() => new MemoryShop().Import(text, change));

    private static string Repeat(string line, int count) => string.Concat(Enumerable.Repeat(line, count));

    /// <summary>Some bytes, then a long run of one letter, then some bytes, made while they are read.</summary>
    private sealed class Concatenated(byte[] head, long letters, byte[] tail) : Stream
    {
        private long _at;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => _at; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            int count;
            if (_at < head.Length)
                head.AsSpan((int)_at, count = (int)Math.Min(buffer.Length, head.Length - _at)).CopyTo(buffer);
            else if (_at < head.Length + letters)
                buffer[..(count = (int)Math.Min(buffer.Length, head.Length + letters - _at))].Fill((byte)'x');
            else
            {
                var done = (int)(_at - head.Length - letters);
                tail.AsSpan(done, count = Math.Min(buffer.Length, tail.Length - done)).CopyTo(buffer);
            }

            _at += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
