using Kirana.Numerics.Random;
using Kirana.Policies.Bandits;

namespace Kirana.Tests.Areas.Policies.Bandits;

public sealed class ThompsonSamplingTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(0.3, 0.7)]
    [InlineData(0.01, 5)]
    [InlineData(40, 3)]
    [InlineData(2000, 8000)]
    public void Draws_have_the_mean_and_variance_of_the_distribution(double alpha, double beta)
    {
        const int Draws = 40_000;
        var random = new RandomStream(7);
        var arm = new BetaArm(alpha, beta);
        double sum = 0, squares = 0;
        for (var draw = 0; draw < Draws; draw++)
        {
            var chance = arm.Draw(ref random);
            Assert.InRange(chance, 0, 1);
            sum += chance;
            squares += (chance - arm.Mean) * (chance - arm.Mean);
        }

        var variance = alpha * beta / ((alpha + beta) * (alpha + beta) * (alpha + beta + 1));
        Assert.Equal(alpha / (alpha + beta), arm.Mean, 1e-12);
        // Five standard errors of the mean; the variance within a tenth, or a fifth where a few great draws make it.
        Assert.Equal(arm.Mean, sum / Draws, 5 * Math.Sqrt(variance / Draws));
        Assert.Equal(1, squares / Draws / variance, alpha < 0.1 ? 0.2 : 0.1);
    }

    [Fact]
    public void The_best_arm_is_played_most_in_the_end()
    {
        double[] truth = [0.05, 0.11, 0.08];
        var arms = new[] { BetaArm.Unknown, BetaArm.Unknown, BetaArm.Unknown };
        var (random, played) = (new RandomStream(11), new int[3]);
        for (var round = 0; round < 20_000; round++)
        {
            var arm = ThompsonSampling.Choose(arms, ref random);
            var success = random.NextDouble() < truth[arm] ? 1 : 0;
            arms[arm] = arms[arm].After(success, 1 - success);
            if (round >= 15_000)
                played[arm]++;
        }

        Assert.True(played[1] > 4_500, string.Join(' ', played));
    }

    [Fact]
    public void Wrong_arms_are_refused()
    {
        Assert.Throws<ArgumentException>(() =>
        {
            var random = new RandomStream(1);
            ThompsonSampling.Choose([], ref random);
        });
        Assert.Throws<ArgumentOutOfRangeException>(() =>
        {
            var random = new RandomStream(1);
            new BetaArm(0, 1).Draw(ref random);
        });
    }
}
