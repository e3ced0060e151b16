using Kirana.Data.Tables;
using Kirana.Learn.Preparation;

namespace Kirana.Pipelines.Learn.Learners;

/// <summary>What makes numbers without gaps of any table, for learners that need them.</summary>
internal static class NumericPreparation
{
    // An indicator for each of many columns with gaps would bury the columns themselves.
    private const int MostIndicators = 50;

    /// <summary>The steps: redundant columns dropped, gaps filled by the median, categories one-hot, numbers scaled.</summary>
    /// <param name="data">The table, of which only the kinds of columns are looked at.</param>
    /// <param name="scales">Whether numbers are standardised; learners that do so by themselves need it not.</param>
    public static TablePreparation Of(TabularData data, bool scales)
    {
        var steps = new List<PreparationStep> { new RedundantColumns() };
        if (data.Features.Any(column => column is NumberColumn))
            steps.Add(new Imputation { Indicators = data.Features.Count <= MostIndicators });
        if (scales && data.Features.Any(column => column is NumberColumn))
            steps.Add(new Scaling());
        if (data.Features.Any(column => column is CategoryColumn))
            steps.Add(new OneHotEncoding());
        return new TablePreparation(steps.AsReadOnly());
    }
}
