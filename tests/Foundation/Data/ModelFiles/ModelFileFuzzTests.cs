using System.Buffers.Binary;
using CsCheck;
using Kirana.Data;
using Kirana.Data.ModelFiles;

namespace Kirana.Tests.Foundation.Data.ModelFiles;

/// <summary>A damaged or lying file gives a <see cref="DataException"/> or the same content, never anything else.</summary>
public sealed class ModelFileFuzzTests
{
    private static readonly byte[] Valid = Sample.Writer().ToArray();
    private static readonly string Content = Sample.Read(Valid);

    [Fact]
    public void Every_changed_byte_is_noticed()
    {
        for (var at = 0; at < Valid.Length; at++)
            foreach (var change in new byte[] { 0x01, 0x80, 0xff })
            {
                var file = Valid.ToArray();
                file[at] ^= change;
                Assert.False(Survives(file), $"byte {at} changed by {change} was not noticed");
            }
    }

    [Fact]
    public void Every_cut_is_noticed()
    {
        for (var length = 0; length < Valid.Length; length++)
            Assert.False(Survives(Valid[..length]), $"cut to {length} bytes was not noticed");
        Assert.False(Survives([.. Valid, 0]));
    }

    [Fact]
    public void A_change_behind_a_right_hash_never_breaks_the_reader()
    {
        var header = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(Valid);
        for (var at = 0; at < header; at++)
            foreach (var value in "\0 \"{}[],:9-\\z\u00ff".Select(c => (byte)c))
            {
                var file = Valid.ToArray();
                file[at] = value;
                Reads(Sample.Rehash(file));
            }
    }

    [Fact]
    public void Many_changes_behind_a_right_hash_never_break_the_reader()
    {
        var edit = Gen.Select(Gen.Int[0, Valid.Length - 1], Gen.Byte, Gen.Int[0, 2]);
        edit.List[1, 8].Sample(edits =>
        {
            var file = Valid.ToList();
            foreach (var (at, value, kind) in edits)
            {
                var place = Math.Min(at, file.Count - 1);
                if (kind == 0)
                    file[place] = value;
                else if (kind == 1)
                    file.Insert(place, value);
                else
                    file.RemoveRange(place, Math.Min(value, file.Count - 1 - place));
            }

            Reads(Sample.Rehash([.. file]));
        }, iter: 5_000);
    }

    [Fact]
    public void Random_bytes_never_break_the_reader() =>
        Gen.Byte.Array[0, 300].Sample(bytes =>
        {
            Assert.False(Survives(bytes));
            var framed = new byte[8 + bytes.Length];
            BinaryPrimitives.WriteInt64LittleEndian(framed, bytes.Length);
            bytes.CopyTo(framed, 8);
            Assert.False(Survives(framed));
        }, iter: 2_000);

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData((ulong)long.MaxValue)]
    [InlineData(1UL << 40)]
    [InlineData(0UL)]
    public void A_lying_header_length_allocates_nothing(ulong length)
    {
        var file = Valid.ToArray();
        BinaryPrimitives.WriteUInt64LittleEndian(file, length);
        Assert.False(Survives(file));

        var before = GC.GetAllocatedBytesForCurrentThread();
        Survives(file);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Theory]
    [InlineData("\"shape\":[2,3]", "\"shape\":[2147483647,2147483647,2147483647,2147483647]")]
    [InlineData("\"shape\":[2,3]", "\"shape\":[9223372036854775807,3]")]
    [InlineData("\"shape\":[2,3]", "\"shape\":[-2,-3]")]
    [InlineData("\"shape\":[2,3]", "\"shape\":[1,1,1,1,1,1,1,2,3]")]
    [InlineData("\"shape\":[2,3]", "\"shape\":[2,3.0]")]
    [InlineData("\"shape\":[2,3]", "\"shape\":[3,2]")]
    [InlineData("\"shape\":[2,3]", "\"shape\":[6]")]
    [InlineData("\"shape\":[2,3]", "\"shape\":[2,4]")]
    [InlineData("\"dtype\":\"F32\"", "\"dtype\":\"BF16\"")]
    [InlineData("\"dtype\":\"F32\"", "\"dtype\":\"I32\"")]
    [InlineData("\"dtype\":\"F32\",", "")]
    [InlineData("\"dtype\":\"F32\"", "\"dtype\":\"F32\",\"dtype\":\"F32\"")]
    [InlineData("\"dtype\":\"F32\"", "\"dtype\":[[[[[[]]]]]]")]
    [InlineData("\"kind\":\"sample-model\"", "\"kind\":5")]
    [InlineData("\"kind\":\"sample-model\"", "\"kind\":\"\\ud800\"")]
    [InlineData("\"kind\":\"sample-model\",", "")]
    [InlineData("\"kind\":\"sample-model\"", "\"kind\":\"sample-model\",\"kind\":\"sample-model\"")]
    [InlineData("\"version\":\"3\"", "\"version\":\"99999999999\"")]
    [InlineData("\"version\":\"3\"", "\"version\":\"1\"")]
    [InlineData("\"oldest_reader\":\"2\"", "\"oldest_reader\":\"0\"")]
    [InlineData("\"options\":\"{", "\"options\":\"{{")]
    [InlineData("\"sha256\"", "\"SHA256\"")]
    [InlineData("[0,8]", "[0,18446744073709551615]")]
    [InlineData("[0,8]", "[0,16]")]
    [InlineData("[0,8]", "[8,0]")]
    [InlineData("[0,8]", "[64,72]")]
    [InlineData("{\"__metadata__\"", "[{\"__metadata__\"")]
    public void A_lie_behind_a_right_hash_is_named(string truth, string lie)
    {
        var file = Sample.WithHeader(Valid, header =>
        {
            var at = header.IndexOf(truth, StringComparison.Ordinal);
            Assert.True(at >= 0, $"the header has no {truth}");
            return header[..at] + lie + header[(at + truth.Length)..];
        });

        Assert.False(Survives(file));
    }

    [Fact]
    public void Lying_string_offsets_and_broken_utf8_are_named()
    {
        static byte[] With(byte[] bytes, long[] offsets)
        {
            var writer = new ModelWriter("kind", 1, 1);
            writer.Add("s", bytes);
            writer.Add("s.offsets", offsets);
            return writer.ToArray();
        }

        Assert.Equal(["a", "b"], ModelReader.Parse(With("ab"u8.ToArray(), [0, 1, 2]), "f").Strings("s"));
        foreach (var offsets in new long[][] { [], [0], [0, 1], [1, 2], [0, 2, 1, 2], [0, -1, 2], [0, long.MaxValue, 2], [0, 3] })
            Assert.Throws<DataException>(() => ModelReader.Parse(With("ab"u8.ToArray(), offsets), "f").Strings("s"));
        Assert.Throws<DataException>(() => ModelReader.Parse(With([0xc3, 0xa4], [0, 1, 2]), "f").Strings("s"));
    }

    [Fact]
    public void Limits_are_kept()
    {
        foreach (var limits in new ModelLimits[] { new() { HeaderBytes = 100 }, new() { Tensors = 3 }, new() { Dimensions = 1 }, new() { FileBytes = 1000 } })
            Assert.Throws<DataException>(() => ModelReader.Parse(Valid, "f", limits));
        var deep = new ModelWriter("kind", 1, 1) { Options = "[[[[1]]]]" };
        Assert.Throws<DataException>(() => ModelReader.Parse(deep.ToArray(), "f", new ModelLimits { JsonDepth = 3 }));
    }

    private static bool Survives(byte[] file)
    {
        try
        {
            Assert.Equal(Content, Sample.Read(file));
            return true;
        }
        catch (DataException e)
        {
            Assert.Equal("bad-model", e.Code);
            return false;
        }
    }

    /// <summary>With a right hash another content is no fault; anything but a <see cref="DataException"/> is.</summary>
    private static void Reads(byte[] file)
    {
        try
        {
            Sample.Read(file);
        }
        catch (DataException e)
        {
            Assert.Equal("bad-model", e.Code);
        }
    }
}
