using Kirana.Learn.Binning;

namespace Kirana.Learn.Validation;

/// <summary>The bins of one table for all learners that choose them alike: those of a search.</summary>
internal sealed class SharedBins : IDisposable
{
    private readonly Dictionary<BinningOptions, BinnedData> _bins = [];

    /// <summary>The bins of these options; they are made if there are none yet.</summary>
    public BinnedData For(BinningOptions options, Func<BinnedData> make)
    {
        if (!_bins.TryGetValue(options, out var bins))
            _bins[options] = bins = make();
        return bins;
    }

    public void Dispose()
    {
        foreach (var bins in _bins.Values)
            bins.Dispose();
    }
}
