using CsCheck;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Numerics.Random;

public class RandomStreamTests
{
    /// <summary>The three lines "philox4x32 10" of the file kat_vectors of Random123 1.14 (D. E. Shaw Research): counter, key, result.</summary>
    [Theory]
    [InlineData(0x0000000000000000, 0x0000000000000000, 0x0000000000000000, "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData(0xffffffffffffffff, 0xffffffffffffffff, 0xffffffffffffffff, "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData(0x85a308d3243f6a88, 0x0370734413198a2e, 0x299f31d0a4093822, "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Block_function_gives_the_published_words(ulong counterLow, ulong counterHigh, ulong key, string words)
    {
        var block = Philox.Block(key, counterLow, counterHigh);
        Assert.Equal(words, $"{block[0]:x8} {block[1]:x8} {block[2]:x8} {block[3]:x8}");
    }

    [Fact]
    public void Stream_is_the_block_function_over_its_counter()
    {
        var random = new RandomStream(seed: 7, stream: 9);
        for (ulong counter = 0; counter < 3; counter++)
        {
            var block = Philox.Block(7, counter, 9);
            for (var word = 0; word < PhiloxBlock.Words; word++)
                Assert.Equal(block[word], random.NextUInt32());
        }
    }

    [Fact]
    public void Same_seed_and_stream_repeat_the_numbers_and_others_do_not()
    {
        Assert.Equal(Words(1, 2), Words(1, 2));
        Assert.Empty(Words(1, 2).Intersect(Words(1, 3)));
        Assert.Empty(Words(1, 2).Intersect(Words(2, 2)));

        static ulong[] Words(ulong seed, ulong stream)
        {
            var random = new RandomStream(seed, stream);
            return [.. Enumerable.Range(0, 1000).Select(_ => random.NextUInt64())];
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(10)]
    [InlineData(97)]
    public void Bounded_integers_are_uniform(int values)
    {
        var random = new RandomStream(11);
        var counts = new int[values];
        const int Draws = 200_000;
        for (var i = 0; i < Draws; i++)
            counts[random.Next(values)]++;
        AssertUniform(counts);
    }

    [Fact]
    public void Doubles_are_uniform_in_the_unit_interval()
    {
        var random = new RandomStream(12);
        var counts = new int[100];
        for (var i = 0; i < 200_000; i++)
        {
            var value = random.NextDouble();
            Assert.InRange(value, 0, 1 - 1e-16);
            counts[(int)(value * counts.Length)]++;
        }

        AssertUniform(counts);
    }

    [Fact]
    public void First_numbers_of_neighbouring_streams_are_uniform_and_uncorrelated()
    {
        var counts = new int[400];
        var last = 0;
        for (ulong stream = 0; stream < 200_000; stream++)
        {
            var random = new RandomStream(13, stream);
            var value = random.Next(20);
            counts[last * 20 + value]++;
            last = value;
        }

        AssertUniform(counts);
    }

    [Fact]
    public void Gaussians_have_the_moments_and_the_tail_of_the_normal_distribution()
    {
        var random = new RandomStream(14);
        const int Draws = 400_000;
        double sum = 0, squares = 0, cubes = 0, fourths = 0;
        var beyondTwo = 0;
        for (var i = 0; i < Draws; i++)
        {
            var x = random.NextGaussian();
            sum += x;
            squares += x * x;
            cubes += x * x * x;
            fourths += x * x * x * x;
            beyondTwo += Math.Abs(x) > 2 ? 1 : 0;
        }

        // Five standard errors each: variances of xᵏ are 1, 2, 15, 96.
        var error = 5 / Math.Sqrt(Draws);
        Assert.Equal(0, sum / Draws, error);
        Assert.Equal(1, squares / Draws, error * Math.Sqrt(2));
        Assert.Equal(0, cubes / Draws, error * Math.Sqrt(15));
        Assert.Equal(3, fourths / Draws, error * Math.Sqrt(96));
        Assert.Equal(0.0455003, (double)beyondTwo / Draws, error * Math.Sqrt(0.0455 * 0.9545));
    }

    [Fact]
    public void Gaussians_are_the_same_bits_on_every_platform()
    {
        var random = new RandomStream(1);
        var hash = 14695981039346656037UL;
        for (var i = 0; i < 1000; i++)
            hash = unchecked((hash ^ BitConverter.DoubleToUInt64Bits(random.NextGaussian())) * 1099511628211UL);
        Assert.Equal(1090921438964928148UL, hash);
    }

    [Fact]
    public void Shuffle_gives_every_order_equally_often()
    {
        var random = new RandomStream(15);
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < 48_000; i++)
        {
            Span<char> letters = ['a', 'b', 'c', 'd'];
            random.Shuffle(letters);
            var order = new string(letters);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }

        Assert.Equal(24, counts.Count);
        AssertUniform([.. counts.Values]);
    }

    [Fact]
    public void Shuffle_keeps_the_items() =>
        Gen.Select(Gen.Int.Array[0, 50], Gen.ULong).Sample((items, seed) =>
        {
            var shuffled = items.ToArray();
            var random = new RandomStream(seed);
            random.Shuffle<int>(shuffled);
            Assert.Equal(items.Order(), shuffled.Order());
        });

    [Fact]
    public void Refuses_an_empty_range()
    {
        var random = new RandomStream(1);
        Assert.Throws<ArgumentOutOfRangeException>(() => random.Next(0));
    }

    /// <summary>χ² within 4.5 standard deviations of its mean.</summary>
    private static void AssertUniform(int[] counts)
    {
        var expected = (double)counts.Sum() / counts.Length;
        var chi = counts.Sum(count => (count - expected) * (count - expected) / expected);
        double freedom = counts.Length - 1;
        Assert.InRange(chi, Math.Max(0, freedom - 4.5 * Math.Sqrt(2 * freedom)), freedom + 4.5 * Math.Sqrt(2 * freedom));
    }
}
