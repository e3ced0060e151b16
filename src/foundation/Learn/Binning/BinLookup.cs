using System.Numerics;
using System.Runtime.CompilerServices;

namespace Kirana.Learn.Binning;

/// <summary>Finds the bins of many values of one feature.</summary>
/// <remarks>A numeric lookup is a binary search without branches: as many steps as the number of cuts has bits, so the processor
/// overlaps the searches of neighbouring values and nothing is mispredicted.</remarks>
internal sealed class BinLookup
{
    private readonly FeatureBins _bins;
    private readonly int[] _cuts;
    private readonly int _firstStep;
    private readonly ushort[]? _binOfCode;

    public BinLookup(FeatureBins bins)
    {
        _bins = bins;
        _firstStep = bins.Cuts.Length == 0 ? 0 : (int)BitOperations.RoundUpToPowerOf2((uint)bins.Cuts.Length + 1) / 2;
        // Filled up with what no value exceeds, so that every step may look without a check.
        _cuts = new int[Math.Max(1, 2 * _firstStep)];
        Array.Fill(_cuts, int.MaxValue);
        for (var i = 0; i < bins.Cuts.Length; i++)
            _cuts[i] = SortableFloats.Key(bins.Cuts[i]);
        if (bins.IsCategorical)
            _binOfCode = Invert(bins);
    }

    /// <summary>Writes the bin of each value. A missing value of a feature without a reserved bin gets bin <see cref="FeatureBins.ValueBins"/>.</summary>
    /// <returns>Whether any value lay in the reserved bin.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Find(ReadOnlySpan<float> values, Span<byte> bins)
    {
        if (_binOfCode is not null)
            return FindCategories(values, bins);
        var cuts = _cuts;
        for (var i = 0; i < values.Length; i++)
            bins[i] = (byte)BinOf(cuts, _firstStep, values[i]);

        return Reserve(values, bins);
    }

    /// <summary>The same of a feature whose bins may need two bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Find(ReadOnlySpan<float> values, Span<ushort> bins)
    {
        var (cuts, reserved, any) = (_cuts, (ushort)_bins.ValueBins, false);
        for (var i = 0; i < values.Length; i++)
        {
            var x = values[i];
            var isReserved = _binOfCode is null ? float.IsNaN(x) : !(x >= 0 && x < _binOfCode.Length) || _binOfCode[(int)x] == reserved;
            bins[i] = isReserved ? reserved : _binOfCode is null ? (ushort)BinOf(cuts, _firstStep, x) : _binOfCode[(int)x];
            any |= isReserved;
        }

        return any;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BinOf(int[] cuts, int firstStep, float value)
    {
        var (key, bin) = ((long)SortableFloats.Key(value), 0);
        // The sign of cut − key, spread over all bits, picks the step: the runtime would make a branch of a comparison.
        for (var step = firstStep; step > 0; step >>= 1)
            bin += (int)(cuts[bin + step - 1] - key >> 63) & step;
        return bin;
    }

    /// <summary>Puts missing values into the reserved bin.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Reserve(ReadOnlySpan<float> values, Span<byte> bins)
    {
        var any = false;
        for (var i = 0; i < values.Length; i++)
            if (float.IsNaN(values[i]))
            {
                bins[i] = (byte)_bins.ValueBins;
                any = true;
            }

        return any;
    }

    private bool FindCategories(ReadOnlySpan<float> values, Span<byte> bins)
    {
        var (map, reserved, any) = (_binOfCode!, (byte)_bins.ValueBins, false);
        for (var i = 0; i < values.Length; i++)
        {
            var x = values[i];
            var bin = x >= 0 && x < map.Length ? (byte)map[(int)x] : reserved;
            any |= bin == reserved;
            bins[i] = bin;
        }

        return any;
    }

    private static ushort[] Invert(FeatureBins bins)
    {
        var map = new ushort[bins.Categories.Length == 0 ? 0 : bins.Categories[^1] + 1];
        Array.Fill(map, (ushort)bins.ValueBins);
        for (var bin = 0; bin < bins.Categories.Length; bin++)
            map[bins.Categories[bin]] = (ushort)bin;
        return map;
    }
}
