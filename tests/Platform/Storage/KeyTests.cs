using CsCheck;
using Kirana.Storage.Keys;

namespace Kirana.Tests.Platform.Storage;

/// <summary>Sorted keys, in memory and in files.</summary>
public sealed class KeyTests
{
    // Hashes spread over all values, small numbers crowd at one end, and few distinct ones repeat: the file must find all of them.
    private static readonly Gen<UInt128> s_key = Gen.OneOf(
        Gen.Select(Gen.ULong, Gen.ULong, (high, low) => new UInt128(high, low)), Gen.ULong[0, 3000].Select(low => (UInt128)low), Gen.ULong[0, 2].Select(high => new UInt128(high, 7)));

    [Fact]
    public void Rows_come_in_the_order_of_their_keys_and_equal_keys_in_the_order_of_rows()
    {
        s_key.Array[0, 300].Sample(keys => Assert.Equal(
            keys.Select((key, row) => (key, row)).OrderBy(pair => pair.key).ThenBy(pair => pair.row), KeyOrder.Of(keys).Select(pair => (pair.Key, pair.Row))));
    }

    [Fact]
    public void A_key_file_counts_every_key_whatever_is_asked_in_which_order()
    {
        using var folder = new TemporaryFolder();
        var number = 0;
        Gen.Select(s_key.Array[0, 6000], s_key.Array[0, 200], Gen.Bool).Sample((keys, others, sorted) =>
        {
            var path = Path.Combine(folder.Path, $"{Interlocked.Increment(ref number)}.keys");
            KeyFile.Write(path, keys.Order(), durable: false);
            var counts = keys.GroupBy(key => key).ToDictionary(group => group.Key, group => (long)group.Count());
            using var file = new KeyFile(path);
            var asked = keys.Concat(others).Concat(keys.Take(100).Select(key => key + 1));
            foreach (var key in sorted ? asked.Order() : asked)
                Assert.Equal(counts.GetValueOrDefault(key), file.CountOf(key));
            Assert.Equal(keys.Order(), KeyFile.Read(path));
        }, iter: 40);
    }

    [Fact]
    public void Occurrences_of_equal_content_have_keys_of_their_own()
    {
        var content = new UInt128(1, 2);
        Assert.Equal(content, Key.Of(content, 0));
        Assert.Equal(1000, Enumerable.Range(0, 1000).Select(occurrence => Key.Of(content, occurrence)).Distinct().Count());
        Assert.Equal(Key.Of(content, 5), Key.Of(content, 5));
        Assert.Equal(content, Key.From(Key.Bytes(content)));
    }
}
