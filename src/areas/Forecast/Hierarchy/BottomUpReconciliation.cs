using Kirana.Data.Fitting;

namespace Kirana.Forecast.Hierarchy;

/// <summary>Leaves the bottom as it is.</summary>
internal sealed class BottomUpReconciliation(string name, SeriesHierarchy hierarchy, bool nonNegative) : Reconciliation(name, hierarchy), IBottomRule
{
    internal override bool NonNegative => nonNegative;

    public void Apply(int first, int count, Span<double> values)
    {
    }

    internal override IBottomRule Prepare(BaseSums sums, FitContext context) => this;
}
