using CsCheck;
using Kirana.Learn.Splitting.Kernels;

namespace Kirana.Tests.Foundation.Learn.Splitting;

public sealed class CutScanTests
{
    private static readonly Gen<CutRules> s_rules =
        from first in Gen.Bool
        from l2 in Gen.Double[0, 2]
        from least in Gen.Double[1e-3, 3]
        from floor in Gen.Double[0, 1]
        select new CutRules(first ? 0.5 : 0, first ? 0.3 : 0, 0, 0, l2, least, floor);

    [Fact]
    public void The_vector_form_has_the_bits_of_the_scalar_one() =>
        Gen.Select(Gen.Double[-2, 2].Array[0, 256], s_rules).Sample((values, rules) =>
        {
            // Bins without rows repeat the sums of their neighbours: equal gains, of which the first must win.
            var cells = values.SelectMany(v => v < -1.5 ? new[] { 0.0, 0.0 } : [v, Math.Abs(v) + 0.01]).ToArray();
            rules = rules with { Gradient = 0.1 + cells.Where((_, i) => i % 2 == 0).Sum(), Hessian = 0.9 + cells.Where((_, i) => i % 2 == 1).Sum() };

            Assert.Equal(CutScan.Scalar(cells, rules), CutScan.Vector(cells, rules, new double[CutScan.ScratchDoubles]));
        });

    [Fact]
    public void Of_equal_cuts_the_first_wins()
    {
        double[] cells = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, -1, 1];
        var rules = new CutRules(0, 0, 0, 2, 0, 0.5, 0.1);

        Assert.Equal(0, CutScan.Scalar(cells, rules).Bin);
        Assert.Equal(0, CutScan.Vector(cells, rules, new double[CutScan.ScratchDoubles]).Bin);
    }
}
