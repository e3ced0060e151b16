using System.Collections.ObjectModel;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Searching;

/// <summary>The learners a search may choose among: one learner and the dimensions in which it varies. Immutable and thread-safe.</summary>
/// <remarks>A dimension is named after the property that its lambda sets. Dimensions are applied in the order in which they were added.</remarks>
/// <typeparam name="TLearner">The learner.</typeparam>
public sealed partial class Space<TLearner> where TLearner : IEstimator<ITableModel>
{
    private readonly SpaceDimension<TLearner>[] _dimensions;

    internal Space(TLearner learner, SpaceDimension<TLearner>[] dimensions, SpaceResource<TLearner>? resource) =>
        (Learner, _dimensions, Resource) = (learner, dimensions, resource);

    /// <summary>The learner as it is before any value is set.</summary>
    public TLearner Learner { get; }

    /// <summary>The names of the dimensions.</summary>
    public ReadOnlyCollection<string> Names => Array.ConvertAll(_dimensions, dimension => dimension.Name).AsReadOnly();

    /// <summary>What successive halving begins with less of; rows where there is none.</summary>
    internal SpaceResource<TLearner>? Resource { get; }

    /// <summary>The number of values of each dimension; 0 for any number between two ends.</summary>
    internal int[] Levels => Array.ConvertAll(_dimensions, dimension => dimension.Levels);

    /// <summary>Whether the values of each dimension have no order.</summary>
    internal bool[] AreChoices => Array.ConvertAll(_dimensions, dimension => dimension.IsChoice);

    /// <summary>Adds a number, each value between two ends as likely as another.</summary>
    /// <param name="low">The lower end, finite.</param>
    /// <param name="high">The upper end, above <paramref name="low"/>.</param>
    /// <param name="with">Sets the value.</param>
    /// <param name="name">The dimension's name; by default that of the property.</param>
    /// <exception cref="ArgumentException">The ends are no interval.</exception>
    public Space<TLearner> Uniform(double low, double high, Func<TLearner, double, TLearner> with, [CallerArgumentExpression(nameof(with))] string name = "")
    {
        Check(low, high, double.NegativeInfinity);
        return Number(u => low + u * (high - low), with, name);
    }

    /// <summary>Adds a number whose logarithm is uniform: for rates and prices, of which the order of magnitude matters.</summary>
    /// <param name="low">The lower end, above 0.</param>
    /// <param name="high">The upper end, above <paramref name="low"/>.</param>
    /// <param name="with">Sets the value.</param>
    /// <param name="name">The dimension's name; by default that of the property.</param>
    /// <exception cref="ArgumentException">The ends are no interval above 0.</exception>
    public Space<TLearner> LogUniform(double low, double high, Func<TLearner, double, TLearner> with, [CallerArgumentExpression(nameof(with))] string name = "")
    {
        Check(low, high, 0);
        var (start, length) = (Elementary.Log(low), Elementary.Log(high) - Elementary.Log(low));
        return Number(u => Math.Clamp(Elementary.Exp(start + u * length), low, high), with, name);
    }

    /// <summary>Adds a whole number, each as likely as another.</summary>
    /// <param name="low">The least.</param>
    /// <param name="high">The greatest, above <paramref name="low"/>.</param>
    /// <param name="with">Sets the value.</param>
    /// <param name="name">The dimension's name; by default that of the property.</param>
    /// <exception cref="ArgumentException">The ends are no interval.</exception>
    public Space<TLearner> Whole(int low, int high, Func<TLearner, int, TLearner> with, [CallerArgumentExpression(nameof(with))] string name = "")
    {
        Check(low, high, double.NegativeInfinity);
        return Values([.. Enumerable.Range(0, checked(high - low + 1)).Select(step => low + step)], with, name, isChoice: false);
    }

    /// <summary>Adds a whole number whose logarithm is about uniform: for trees, leaves and neighbours.</summary>
    /// <param name="low">The least, at least 1.</param>
    /// <param name="high">The greatest, above <paramref name="low"/>.</param>
    /// <param name="with">Sets the value.</param>
    /// <param name="name">The dimension's name; by default that of the property.</param>
    /// <exception cref="ArgumentException">The ends are no interval above 0.</exception>
    public Space<TLearner> LogWhole(int low, int high, Func<TLearner, int, TLearner> with, [CallerArgumentExpression(nameof(with))] string name = "")
    {
        Check(low, high, 0);
        ArgumentNullException.ThrowIfNull(with);
        var (start, length) = (Elementary.Log(low), Elementary.Log(high) - Elementary.Log(low));
        return Add(new SpaceDimension<TLearner>(NameOf(name), 0, false, (learner, u) =>
        {
            var value = Math.Clamp((int)Math.Round(Elementary.Exp(start + u * length)), low, high);
            return (with(learner, value), value.ToString(CultureInfo.InvariantCulture));
        }));
    }

    /// <summary>Adds a choice among values without an order.</summary>
    /// <typeparam name="T">The values.</typeparam>
    /// <param name="values">The values, at least one.</param>
    /// <param name="with">Sets the value.</param>
    /// <param name="name">The dimension's name; by default that of the property.</param>
    /// <exception cref="ArgumentException">There is no value.</exception>
    public Space<TLearner> Choice<T>(IReadOnlyList<T> values, Func<TLearner, T, TLearner> with, [CallerArgumentExpression(nameof(with))] string name = "")
    {
        ArgumentNullException.ThrowIfNull(values);
        if (values.Count == 0)
            throw new ArgumentException("There is no value to choose.", nameof(values));
        return Values([.. values], with, name, isChoice: true);
    }

    /// <summary>Says what <see cref="SuccessiveHalving"/> begins with little of, in place of training rows: rounds, trees, epochs.</summary>
    /// <param name="least">The least amount, at least 1.</param>
    /// <param name="most">The whole amount, above <paramref name="least"/>.</param>
    /// <param name="with">Sets the amount.</param>
    /// <exception cref="ArgumentException">The ends are no interval above 0.</exception>
    public Space<TLearner> WithResource(int least, int most, Func<TLearner, int, TLearner> with)
    {
        Check(least, most, 0);
        ArgumentNullException.ThrowIfNull(with);
        return new Space<TLearner>(Learner, _dimensions, new SpaceResource<TLearner>(least, most, with));
    }

    /// <summary>The learner at a point, and the values in words.</summary>
    /// <param name="point">A number from 0 up to 1 for each dimension.</param>
    internal (TLearner Learner, string[] Values) At(ReadOnlySpan<double> point)
    {
        var (learner, values) = (Learner, new string[_dimensions.Length]);
        for (var d = 0; d < values.Length; d++)
            (learner, values[d]) = _dimensions[d].With(learner, point[d]);
        return (learner, values);
    }

    private Space<TLearner> Number(Func<double, double> value, Func<TLearner, double, TLearner> with, string name)
    {
        ArgumentNullException.ThrowIfNull(with);
        return Add(new SpaceDimension<TLearner>(NameOf(name), 0, false, (learner, u) => (with(learner, value(u)), value(u).ToString("G4", CultureInfo.InvariantCulture))));
    }

    private Space<TLearner> Values<T>(T[] values, Func<TLearner, T, TLearner> with, string name, bool isChoice)
    {
        ArgumentNullException.ThrowIfNull(with);
        return Add(new SpaceDimension<TLearner>(NameOf(name), values.Length, isChoice, (learner, u) =>
        {
            var value = values[Math.Min(values.Length - 1, (int)(u * values.Length))];
            return (with(learner, value), Convert.ToString(value, CultureInfo.InvariantCulture) ?? "none");
        }));
    }

    private Space<TLearner> Add(SpaceDimension<TLearner> dimension) => new(Learner, [.. _dimensions, dimension], Resource);

    private static void Check(double low, double high, double above)
    {
        if (!(low > above) || !double.IsFinite(low) || !(high > low) || !double.IsFinite(high))
            throw new ArgumentException($"A dimension goes from {low} to {high}; expected finite ends{(above is 0 ? " above 0" : "")}, the first less than the second.");
    }

    /// <summary>The property that a lambda sets, as in <c>(l, v) => l with { LearningRate = v }</c>; other text as it is.</summary>
    private static string NameOf(string text) => PropertyPattern().Match(text) is { Success: true } match ? match.Groups["name"].Value : text;

    [GeneratedRegex(@"\bwith\s*\{\s*(?<name>\w+)\s*=", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex PropertyPattern();
}
