using Kirana.Learn.Binning;
using Kirana.Learn.Histograms.Kernels;
using Kirana.Numerics.Memory;

namespace Kirana.Learn.Histograms;

/// <summary>Histograms of one table's shape, used again and again. Thread-safe.</summary>
internal sealed class HistogramPool(ColumnPacking packing) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly List<Histogram> _all = [];
    private readonly Stack<Histogram> _free = [];

    /// <summary>The bytes of one histogram.</summary>
    public long Bytes => ((long)Length + packing.WideStart[^1]) * sizeof(double);

    /// <summary>How many histograms are in use.</summary>
    public int Used
    {
        get
        {
            lock (_gate)
                return _all.Count - _free.Count;
        }
    }

    private int Length => (packing.Columns + 3) / 4 * 4 * 2 * packing.MostCodes + PairHistogram.Padding;

    /// <summary>A histogram whose cells hold anything.</summary>
    public Histogram Rent()
    {
        lock (_gate)
        {
            if (_free.TryPop(out var free))
                return free;
            _all.Add(new Histogram(packing, new AlignedBuffer<double>(Length)));
            return _all[^1];
        }
    }

    public void Return(Histogram histogram)
    {
        lock (_gate)
            _free.Push(histogram);
    }

    public void Dispose()
    {
        foreach (var histogram in _all)
            histogram.Dispose();
    }
}
