using System.Globalization;
using System.IO.Compression;
using System.Text;
using CsCheck;
using Kirana.Data;
using Kirana.Data.Libsvm;
using Kirana.Data.Tables;

namespace Kirana.Tests.Foundation.Data.Libsvm;

public sealed class LibsvmTests
{
    [Fact]
    public void Reads_labels_groups_and_values_and_fills_zeros_in()
    {
        var table = Read("+1 qid:3 1:0.5 4:-2e3 # a comment\r\n\n# only a comment\n-1 qid:4 2:1\n0 qid:4\n");
        Assert.Equal(["label", "qid", "f1", "f2", "f3", "f4"], table.Columns.Select(column => column.Name));
        Assert.Equal([1f, -1f, 0f], table.Numbers("label").Singles.ToArray());
        Assert.Equal([3.0, 4.0, 4.0], table.Numbers("qid").Doubles.ToArray());
        Assert.Equal([0.5f, 0f, 0f], table.Numbers("f1").Singles.ToArray());
        Assert.Equal([-2000f, 0f, 0f], table.Numbers("f4").Singles.ToArray());
    }

    [Fact]
    public void Indices_from_0_are_kept_as_they_stand() => Assert.Equal(["label", "f0", "f1"], Read("1 0:1 1:2\n").Columns.Select(column => column.Name));

    [Fact]
    public void Wanted_columns_are_0_where_the_file_lacks_them()
    {
        using var reader = Open("1 2:5 9:1\n0 1:3\n");
        var table = LibsvmTable.Read(reader, ["f7", "f2"]);
        Assert.Equal(["label", "f7", "f2"], table.Columns.Select(column => column.Name));
        Assert.Equal([0f, 0f], table.Numbers("f7").Singles.ToArray());
        Assert.Equal([5f, 0f], table.Numbers("f2").Singles.ToArray());
    }

    [Fact]
    public void Parts_read_one_after_another_are_the_whole()
    {
        using var reader = Open("1 1:1\n2 1:2\n3 1:3\n");
        Assert.Equal(2, LibsvmTable.Read(reader, ["f1"], mostRows: 2).RowCount);
        Assert.Equal([3f], LibsvmTable.Read(reader, ["f1"], mostRows: 2).Numbers("label").Singles.ToArray());
        Assert.Equal(0, LibsvmTable.Read(reader, ["f1"], mostRows: 2).RowCount);
    }

    [Theory]
    [InlineData("1 1:1\nx 1:1\n", 2, "label")]
    [InlineData("1 1:1 1:2\n", 1, "ascending")]
    [InlineData("1 3:1 2:2\n", 1, "ascending")]
    [InlineData("1 1:inf\n", 1, "finite")]
    [InlineData("1 1:1e99\n", 1, "finite")]
    [InlineData("nan 1:1\n", 1, "finite")]
    [InlineData("1 -1:1\n", 1, "index")]
    [InlineData("1 99999999:1\n", 1, "index")]
    [InlineData("1 1\n", 1, "index:value")]
    [InlineData("1 1:2 qid:3\n", 1, "qid")]
    [InlineData("1 qid:a 1:2\n", 1, "qid")]
    public void A_line_of_another_form_is_refused_by_its_number(string text, long line, string part)
    {
        var fault = Assert.Throws<DataException>(() => Read(text));
        Assert.Equal(("bad-line", line, "rows.svm"), (fault.Code, fault.Row, fault.File));
        Assert.Contains(part, fault.Message);
    }

    [Fact]
    public void A_column_that_is_no_index_is_missing()
    {
        using var reader = Open("1 1:1\n");
        Assert.Equal("missing-column", Assert.Throws<DataException>(() => LibsvmTable.Read(reader, ["price"])).Code);
    }

    [Theory]
    [InlineData("-1 3:1 11:1\n", true)]
    [InlineData("2 qid:1 1:0.2\n", true)]
    [InlineData("price,units\n1,2\n", false)]
    [InlineData("12\n13\n", false)]
    [InlineData("", false)]
    public void Knows_its_files_by_their_first_line(string text, bool knows) =>
        Assert.Equal(knows, LibsvmReader.Knows(new MemoryStream(Encoding.UTF8.GetBytes(text)), "rows"));

    [Fact]
    public void Reads_gzip()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionMode.Compress, leaveOpen: true))
            gzip.Write("1 1:2\n"u8);
        using var reader = new LibsvmReader(new MemoryStream(packed.ToArray()), "rows.gz");
        Assert.Equal([2f], LibsvmTable.Read(reader).Numbers("f1").Singles.ToArray());
    }

    [Fact]
    public void What_is_written_is_read()
    {
        var pair = Gen.Select(Gen.Int[0, 40], Gen.Float[-1e6f, 1e6f]);
        var row = Gen.Select(Gen.Int[-3, 3], pair.List[0, 6]);
        row.List[1, 8].Sample(rows =>
        {
            var sorted = rows.ConvertAll(own => (own.Item1, Pairs: own.Item2.DistinctBy(p => p.Item1).OrderBy(p => p.Item1).ToArray()));
            var text = string.Concat(sorted.Select(own => own.Item1.ToString(CultureInfo.InvariantCulture)
                + string.Concat(own.Pairs.Select(p => string.Create(CultureInfo.InvariantCulture, $" {p.Item1}:{p.Item2:R}"))) + "\n"));
            using var reader = Open(text);
            foreach (var (label, pairs) in sorted)
            {
                Assert.True(reader.TryRead());
                Assert.Equal(label, reader.Label);
                Assert.Equal(pairs.Select(p => p.Item1), reader.Indices.ToArray());
                Assert.Equal(pairs.Select(p => p.Item2), reader.Values.ToArray());
            }

            Assert.False(reader.TryRead());
        }, iter: 500);
    }

    [Fact]
    public void Damaged_text_is_read_or_refused_and_never_breaks_the_reader()
    {
        var valid = "1 qid:1 1:0.5 4:-2e3 # c\n-1 qid:2 2:1 7:1.25\r\n0 3:9\n"u8.ToArray();
        Gen.Select(Gen.Int[0, valid.Length - 1], Gen.Byte).List[1, 6].Sample(edits =>
        {
            var bytes = valid.ToArray();
            foreach (var (at, value) in edits)
                bytes[at] = value;
            ReadsOrRefuses(bytes);
        }, iter: 3_000);
        Gen.Byte.Array[0, 200].Sample(ReadsOrRefuses, iter: 2_000);
    }

    private static void ReadsOrRefuses(byte[] bytes)
    {
        try
        {
            using var reader = new LibsvmReader(new MemoryStream(bytes), "rows.svm");
            while (reader.TryRead())
                Assert.True(double.IsFinite(reader.Label) && reader.Indices.Length == reader.Values.Length);
        }
        catch (DataException fault)
        {
            Assert.NotEmpty(fault.Message);
        }
    }

    private static Table Read(string text)
    {
        using var reader = Open(text);
        return LibsvmTable.Read(reader);
    }

    private static LibsvmReader Open(string text) => new(new MemoryStream(Encoding.UTF8.GetBytes(text)), "rows.svm");
}
