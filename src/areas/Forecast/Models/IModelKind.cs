namespace Kirana.Forecast.Models;

/// <summary>A kind of elementary model: which states it can have, and how it forecasts from one.</summary>
internal interface IModelKind
{
    /// <summary>Its name, such as <c>theta</c>.</summary>
    static abstract string Name { get; }

    /// <summary>What is wrong with a state, as <c>(column, expected, found)</c>; <see langword="null"/> if a forecast can be made from it.</summary>
    /// <param name="state">A state from a file, all of whose numbers are finite.</param>
    static abstract (string Column, string Expected, string Found)? Fault(ModelState state);

    /// <summary>The point forecast.</summary>
    /// <param name="state">The state.</param>
    /// <param name="mean">One place for each step, all of which are written with finite numbers.</param>
    static abstract void Predict(ModelState state, Span<double> mean);

    /// <summary>The forecast's distribution as the model itself knows it.</summary>
    /// <param name="state">The state.</param>
    /// <param name="horizon">Steps ahead.</param>
    /// <param name="levels">Ascending, each between 0 and 1.</param>
    /// <param name="quantiles">For each level the value of each step: <c>levels.Length × horizon</c> places.</param>
    /// <returns>Whether the kind knows its distribution; without, nothing is written.</returns>
    static virtual bool TryPredict(ModelState state, int horizon, ReadOnlySpan<double> levels, Span<double> quantiles) => false;

    /// <summary>The state after one more observation: parameters stay, what moves with every step moves on.</summary>
    /// <param name="state">The state.</param>
    /// <param name="observation">The value of the next step; NaN where it is missing.</param>
    /// <returns>The new state; <see langword="null"/> if the kind needs a refit.</returns>
    static virtual ModelState? Update(ModelState state, double observation) => null;
}
