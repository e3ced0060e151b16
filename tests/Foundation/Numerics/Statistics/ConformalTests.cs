using Kirana.Numerics.Random;
using Kirana.Numerics.Statistics;

namespace Kirana.Tests.Foundation.Numerics.Statistics;

public class ConformalTests
{
    [Theory]
    [InlineData(9, 0.9)]
    [InlineData(20, 0.8)]
    [InlineData(50, 0.95)]
    public void A_new_score_is_covered_as_often_as_promised_and_hardly_oftener(int count, double coverage)
    {
        const int Rounds = 20_000;
        var covered = 0;
        var scores = new double[count];
        for (var round = 0; round < Rounds; round++)
        {
            var random = new RandomStream(31, (ulong)round);
            for (var i = 0; i < count; i++)
                scores[i] = Math.Abs(random.NextGaussian());
            covered += Math.Abs(random.NextGaussian()) <= Conformal.Quantile(scores, coverage) ? 1 : 0;
        }

        // Theory: coverage ≤ P ≤ coverage + 1/(n + 1); four standard errors either side.
        var error = 4 * Math.Sqrt(coverage * (1 - coverage) / Rounds);
        Assert.InRange((double)covered / Rounds, coverage - error, coverage + 1.0 / (count + 1) + error);
    }

    [Theory]
    [InlineData(9, 0.9, 9)]
    [InlineData(19, 0.95, 19)]
    [InlineData(99, 0.95, 95)]
    [InlineData(100, 0.95, 96)]
    [InlineData(10, 0.7, 8)]
    [InlineData(4, 0.1, 1)]
    public void Is_the_score_of_the_finite_sample_rank(int count, double coverage, int rank)
    {
        var scores = Enumerable.Range(1, count).Select(i => (double)i).Reverse().ToArray();
        Assert.Equal(rank, Conformal.Quantile(scores, coverage));
    }

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(8, 0.9)]
    [InlineData(18, 0.95)]
    public void Too_few_scores_give_infinity(int count, double coverage) =>
        Assert.Equal(double.PositiveInfinity, Conformal.Quantile(new double[count], coverage));

    [Fact]
    public void Refuses_NaN_and_a_coverage_outside()
    {
        Assert.Throws<ArgumentException>(() => Conformal.Quantile((double[])[1, double.NaN, 2], 0.5));
        Assert.Throws<ArgumentOutOfRangeException>(() => Conformal.Quantile((double[])[1], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Conformal.Quantile((double[])[1], 0));
    }
}
