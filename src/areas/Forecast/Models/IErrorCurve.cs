namespace Kirana.Forecast.Models;

/// <summary>The error at each value of one number that is searched.</summary>
internal interface IErrorCurve
{
    /// <summary>Points looked at together.</summary>
    static abstract int Lanes { get; }

    /// <summary>Looks at <see cref="Lanes"/> points.</summary>
    /// <param name="points">The points.</param>
    /// <param name="errors">The errors there.</param>
    void Evaluate(scoped ReadOnlySpan<double> points, scoped Span<double> errors);
}
