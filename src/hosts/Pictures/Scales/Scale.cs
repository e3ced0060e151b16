namespace Kirana.Pictures.Scales;

/// <summary>Spreads the values of an axis over its length.</summary>
internal abstract class Scale
{
    /// <summary>The largest number taken for finite, so that differences of two values cannot overflow.</summary>
    public const double Largest = 1e300;

    /// <summary>Where a value lies: 0 is the axis's beginning, 1 its end; outside for values beyond; NaN for one that cannot be shown.</summary>
    /// <param name="value">The value.</param>
    public abstract double Place(double value);

    /// <summary>Round values to label, ascending.</summary>
    /// <param name="most">About how many fit, at least 2.</param>
    public abstract IReadOnlyList<Tick> Ticks(int most);

    /// <summary>A value in words, with as many digits as are worth reading.</summary>
    /// <param name="value">The value.</param>
    public abstract string Text(double value);

    /// <summary>Whether a value can be shown on any axis of numbers.</summary>
    /// <param name="value">The value.</param>
    public static bool IsShown(double value) => Math.Abs(value) <= Largest;
}
