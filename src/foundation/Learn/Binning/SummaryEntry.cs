using System.Runtime.InteropServices;

namespace Kirana.Learn.Binning;

/// <summary>One value of a <see cref="QuantileSummary"/> with what is known of its rank, counted in weight.</summary>
/// <param name="Value">The value x; not NaN.</param>
/// <param name="Below">r⁻(x), at most the weight of all smaller values.</param>
/// <param name="UpTo">r⁺(x), at least the weight of all values up to x.</param>
/// <param name="Weight">ω(x), at most the weight of x itself; above 0.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct SummaryEntry(float Value, double Below, double UpTo, double Weight)
{
    /// <summary>At most the weight of all values up to x: what the next entry's rank begins from.</summary>
    internal double Least => Below + Weight;

    /// <summary>At least the weight of all smaller values.</summary>
    internal double MostBelow => UpTo - Weight;
}
