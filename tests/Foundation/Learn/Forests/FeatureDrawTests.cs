using Kirana.Learn.Forests;
using Kirana.Numerics.Random;

namespace Kirana.Tests.Foundation.Learn.Forests;

public sealed class FeatureDrawTests
{
    /// <summary>Of 10 features 4 are constant: 3 draws without repetition meet 1.8 others on the average, each as often.</summary>
    [Fact]
    public void Features_known_to_be_constant_are_drawn_as_others_are()
    {
        var (draw, random, times) = (new FeatureDraw(10), new RandomStream(1), new int[10]);
        draw.Reset();
        draw.Begin(0);
        while (draw.Next(10, ref random) is >= 0 and var feature)
            draw.Put(isConstant: feature < 4);
        Assert.Equal(4, draw.Constant);

        for (var node = 0; node < 10_000; node++)
        {
            draw.Begin(4);
            var own = new HashSet<int>();
            while (draw.Next(3, ref random) is >= 0 and var feature)
            {
                Assert.True(own.Add(feature));
                times[feature]++;
                draw.Put(isConstant: false);
            }

            Assert.Equal(3, draw.Drawn);
        }

        Assert.All(times[..4], count => Assert.Equal(0, count));
        // 10,000 nodes × 3 / 10 with a standard deviation of √(10,000 · 0.3 · 0.7) = 46.
        Assert.All(times[4..], count => Assert.InRange(count, 2_800, 3_200));
    }

    [Fact]
    public void A_sibling_knows_what_its_parent_knew_and_not_what_its_cousins_found()
    {
        var (draw, random) = (new FeatureDraw(6), new RandomStream(2));
        int[] Rest(int constant, Predicate<int> isConstant)
        {
            draw.Begin(constant);
            var drawn = new List<int>();
            while (draw.Next(6, ref random) is >= 0 and var feature)
            {
                drawn.Add(feature);
                draw.Put(isConstant(feature));
            }

            return [.. drawn.Order()];
        }

        draw.Reset();
        Assert.Equal([0, 1, 2, 3, 4, 5], Rest(0, feature => feature < 2));
        Assert.Equal([2, 3, 4, 5], Rest(2, feature => feature is 2 or 5));
        Assert.Equal([3, 4], Rest(4, _ => false));
        Assert.Equal([2, 3, 4, 5], Rest(2, _ => false));
    }
}
