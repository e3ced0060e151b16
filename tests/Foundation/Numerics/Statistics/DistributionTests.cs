using Kirana.Numerics.Statistics;
using static Kirana.Tests.Foundation.Learn.Validation.ValidationGolden;

namespace Kirana.Tests.Foundation.Numerics.Statistics;

public sealed class DistributionTests
{
    [Fact]
    public void Tails_are_those_of_SciPy()
    {
        Assert.All(Lists("normal"), row => Near(row[1], NormalDistribution.Above(row[0]), 1e-13));
        Assert.All(Lists("normal"), row => Near(row[1], NormalDistribution.Below(-row[0]), 1e-13));
        Assert.All(Lists("student"), row => Near(row[2], StudentDistribution.Above(row[0], (int)row[1]), 1e-12));
    }

    [Fact]
    public void Quantiles_are_those_of_R()
    {
        Assert.All(Lists("student_quantile"), row => Near(row[2], StudentDistribution.Quantile(row[0], (int)row[1]), 1e-11));
        Assert.Equal(0, StudentDistribution.Quantile(0.5, 3));
    }

    [Fact]
    public void Edges_have_their_limits()
    {
        Assert.Equal([0.0, 1, double.NaN], [NormalDistribution.Above(double.PositiveInfinity), NormalDistribution.Above(double.NegativeInfinity), NormalDistribution.Above(double.NaN)]);
        Assert.Equal([0.0, 1, double.NaN], [StudentDistribution.Above(double.PositiveInfinity, 2), StudentDistribution.Above(double.NegativeInfinity, 2), StudentDistribution.Above(double.NaN, 2)]);
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentDistribution.Above(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => StudentDistribution.Quantile(1, 2));
    }
}
