namespace Kirana.Numerics.Kernels;

/// <summary>The constants of the elementary functions in one type.</summary>
/// <typeparam name="T">float or double.</typeparam>
internal interface ITerms<T>
{
    /// <summary>1.5·2ᵐ, m the fraction bits: adding it rounds to a whole number, which then stands in the lowest bits.</summary>
    static abstract T Round { get; }

    static abstract T Log2OfE { get; }

    /// <summary>ln 2 in two parts; the upper is so short that its product with an exponent is exact.</summary>
    static abstract T Ln2High { get; }

    static abstract T Ln2Low { get; }

    /// <summary>Beyond these limits eˣ is +∞ or 0 for certain, and within them the exponent arithmetic cannot overflow.</summary>
    static abstract T ExpMax { get; }

    static abstract T ExpMin { get; }

    /// <summary>From here on tanh rounds to 1.</summary>
    static abstract T TanhMax { get; }

    /// <summary>Below this tanh is x minus a fraction, and above it 1 minus one.</summary>
    static abstract T TanhSmall { get; }

    static abstract T SmallestNormal { get; }

    /// <summary>A power of two that makes every subnormal number normal.</summary>
    static abstract T Lift { get; }

    static abstract T LiftExponent { get; }

    static abstract T SqrtHalf { get; }

    /// <summary>The number whose bits are a bias in the exponent's place, which keeps a shifted exponent positive.</summary>
    static abstract T LogBias { get; }

    /// <summary>2ᵐ: a small integer written over its lowest bits is added to it.</summary>
    static abstract T Whole { get; }

    /// <summary>2ᵐ plus the bias of <see cref="LogBias"/> as a number.</summary>
    static abstract T WholeAndBias { get; }

    /// <summary>m, the number of fraction bits.</summary>
    static abstract int FractionBits { get; }

    /// <summary>1/k! from the highest k down to 2: the series of (eʳ − 1 − r)/r², |r| ≤ ½ ln 2.</summary>
    static abstract ReadOnlySpan<T> Exp { get; }

    /// <summary>2/(2k + 1) from the highest k down to 1: the series of (ln((1 + s)/(1 − s)) − 2s)/s³ in s², |s| ≤ 0.1716.</summary>
    static abstract ReadOnlySpan<T> Log { get; }

    /// <summary>Q of tanh x = x − x³·Q(x²)/(P(x²) + x²·Q(x²)): Lambert's continued fraction x/(1 + x²/(3 + x²/(5 + …))) cut off.</summary>
    static abstract ReadOnlySpan<T> TanhNumerator { get; }

    /// <summary>P(x²) + x²·Q(x²) of <see cref="TanhNumerator"/>.</summary>
    static abstract ReadOnlySpan<T> TanhDenominator { get; }
}
