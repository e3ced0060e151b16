using Kirana.Data.Fitting;
using Kirana.Data.Tables;

namespace Kirana.Learn.Binning;

/// <summary>A learner whose folds, and those of its relatives with the same bins, may read one table of bins.</summary>
/// <typeparam name="TModel">The fitted model.</typeparam>
internal interface IBinSharing<out TModel>
{
    /// <summary>How the bins are chosen, by which learners know whether they may share; <see langword="null"/> where this one uses none.</summary>
    BinningOptions? Shared { get; }

    /// <summary>Puts a table into bins.</summary>
    BinnedData Bin(TabularData data, FitContext context);

    /// <summary>Fits on some of the rows of a table in bins.</summary>
    TModel Fit(BinnedData data, FitContext context, int[]? rows = null);
}
