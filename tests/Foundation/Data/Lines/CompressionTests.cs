using System.IO.Compression;
using System.Text;
using Kirana.Data;
using Kirana.Data.Csv;

namespace Kirana.Tests.Foundation.Data.Lines;

public sealed class CompressionTests
{
    private static readonly byte[] Plain = Encoding.UTF8.GetBytes("a,b\n" + string.Concat(Enumerable.Range(0, 60).Select(i => $"{i},{i * 7919 % 1000}\n")));
    private static readonly string Dump = LineDump.Of(() => new CsvReader(new MemoryStream(Plain), "f.csv"));

    [Theory]
    [InlineData("f.csv.gz")]
    [InlineData("f.csv.br")]
    [InlineData("gzip under another name")]
    public void Is_unpacked_whatever_the_chunks(string name)
    {
        var packed = Pack(name, Plain);
        foreach (var drip in new[] { 1, 3, int.MaxValue })
        {
            using var reader = new CsvReader(new DripStream(packed, drip), name);
            Assert.Equal(60, LineDump.Records(reader).Length);
            Assert.Equal(packed.Length, reader.BytesRead);
        }
    }

    [Fact]
    public void Gzip_of_several_members_is_one_text()
    {
        byte[] packed = [.. Pack("gz", Plain.AsSpan(0, 101)), .. Pack("gz", []), .. Pack("gz", Plain.AsSpan(101))];
        using var reader = new CsvReader(new MemoryStream(packed), "f.gz");

        Assert.Equal(60, LineDump.Records(reader).Length);
        Assert.Equal("damaged-compression", LineDump.Of(() => new CsvReader(new MemoryStream(packed[..^4]), "f.gz")));
    }

    [Theory]
    [InlineData("f.csv.gz")]
    [InlineData("f.csv.br")]
    public void Every_cut_is_noticed(string name)
    {
        var packed = Pack(name, Plain);
        for (var length = name.EndsWith("gz", StringComparison.Ordinal) ? 2 : 0; length < packed.Length; length++)
        {
            var fault = Assert.Throws<DataException>(() => LineDump.Records(new CsvReader(new MemoryStream(packed, 0, length), name)));
            Assert.Equal(("damaged-compression", name), (fault.Code, fault.File));
        }
    }

    [Theory]
    [InlineData("f.csv.gz")]
    [InlineData("f.csv.br")]
    public void A_changed_byte_never_gives_anything_but_a_data_exception_or_records(string name)
    {
        var packed = Pack(name, Plain);
        for (var at = 0; at < packed.Length; at++)
            foreach (var change in new byte[] { 0x01, 0x10, 0xff })
            {
                var bytes = packed.ToArray();
                bytes[at] ^= change;
                var dump = LineDump.Of(() => new CsvReader(new MemoryStream(bytes), name));
                // Behind the ten bytes of its header gzip has a checksum: what is not noticed changed nothing, such as a filling bit.
                if (name.EndsWith("gz", StringComparison.Ordinal) && at >= 10)
                    Assert.True(dump.EndsWith("damaged-compression", StringComparison.Ordinal) || string.Equals(Records(dump), Records(Dump), StringComparison.Ordinal), $"byte {at}");
            }
    }

    [Fact]
    public void Unpacking_changes_nothing_that_is_read()
    {
        using var reader = new CsvReader(new MemoryStream(Pack("gz", Plain)), "f.csv");
        var records = LineDump.Records(reader);

        Assert.Equal(["59", "221"], records[^1]);
        Assert.Contains("59", Encoding.UTF8.GetString(Plain), StringComparison.Ordinal);
        Assert.EndsWith($"a|b {Plain.Length}", Dump, StringComparison.Ordinal);
    }

    private static string Records(string dump) => dump[..dump.LastIndexOf(' ')];

    private static byte[] Pack(string name, ReadOnlySpan<byte> plain)
    {
        using var packed = new MemoryStream();
        using (Stream packer = name.EndsWith(".br", StringComparison.Ordinal)
            ? new BrotliStream(packed, CompressionLevel.Optimal, leaveOpen: true)
            : new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
            packer.Write(plain);
        return packed.ToArray();
    }
}
