using Kirana.Numerics.Random;
using Kirana.Recommend.Lists;

namespace Kirana.Tests.Areas.Recommend.Lists;

public sealed class GreatestEntriesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(40)]
    [InlineData(300)]
    [InlineData(1000)]
    public void Takes_what_sorting_all_would_take(int most)
    {
        var random = new RandomStream(1, 0);
        // Few digits, so that many entries are equal; a third are 0.
        float[] row = [.. Enumerable.Range(0, 700).Select(i => i % 3 == 0 ? 0 : (float)Math.Round(4 * random.NextGaussian(), 1))];
        int[] expected = [.. Enumerable.Range(0, row.Length).Where(place => row[place] != 0).OrderByDescending(place => Math.Abs(row[place])).ThenBy(place => place).Take(most)];

        var (places, values) = GreatestEntries.Of(row, most);

        Assert.Equal(expected, places);
        Assert.Equal(expected.Select(place => row[place]), values);
    }

    [Fact]
    public void Leaves_out_zeros_and_NaN_and_keeps_sizes_however_small_or_great()
    {
        var (places, values) = GreatestEntries.Of([0, float.NaN, -float.Epsilon, -0f, float.NegativeInfinity, 1e-40f, -float.MaxValue], 10);
        Assert.Equal([4, 6, 5, 2], places);
        Assert.Equal([float.NegativeInfinity, -float.MaxValue, 1e-40f, -float.Epsilon], values);
        Assert.Empty(GreatestEntries.Of([0, float.NaN], 10).Places);
    }
}
