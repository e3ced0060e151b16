using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Bayes;

/// <summary>Rows of classes as naive Bayes learns from them.</summary>
/// <param name="Columns">The features.</param>
/// <param name="Labels">The classes.</param>
/// <param name="Values">The features (n × p), row by row; NaN where a value is missing.</param>
/// <param name="Classes">The place of each row's class.</param>
/// <param name="Weights">The weight of each row.</param>
internal sealed record BayesRows(FeatureColumn[] Columns, string[] Labels, float[] Values, int[] Classes, double[] Weights)
{
    public int Features => Columns.Length;

    /// <summary>The rows of a table.</summary>
    /// <param name="data">The table.</param>
    /// <param name="ofCategories">Whether features have to be categories; else numbers.</param>
    /// <exception cref="DataException"><c>no-rows</c>, <c>no-features</c>, <c>wrong-kind</c>, <c>bad-target</c>, <c>bad-weight</c>, <c>one-class</c>, or <c>infinite-value</c>.</exception>
    public static BayesRows Of(TabularData data, bool ofCategories)
    {
        var targets = Targets.Of(data);
        var rows = LabelledRows.Of(data, TableSource.Of(data), targets.Values);
        rows.Check();
        if (targets.Labels.Length < 2)
            throw new DataException($"The target is {(targets.Labels.Length == 0 ? "a number" : $"always '{targets.Labels[0]}'")}; expected two classes or more.")
            {
                Code = targets.Labels.Length == 0 ? "wrong-kind" : "one-class", Column = data.Target?.Name,
            };
        if (rows.Features.Columns.FirstOrDefault(column => column.IsCategorical != ofCategories) is { } other)
            throw new DataException($"The feature '{other.Name}' holds {(ofCategories ? "numbers" : "categories")}; expected {(ofCategories ? "categories" : "numbers")}.")
            {
                Code = "wrong-kind", Column = other.Name, Hint = ofCategories ? "Bin it, or use GaussianNaiveBayes." : "Encode it, one column a category, or use CategoricalNaiveBayes.",
            };
        var values = rows.Features.ToRowMajor();
        var features = rows.Features.Features;
        for (var i = 0; i < values.Length; i++)
            if (float.IsInfinity(values[i]))
                throw new DataException($"The feature '{rows.Features.Columns[i % features].Name}' of row {i / features + 1} is infinite; expected a finite number, or none.")
                {
                    Code = "infinite-value", Row = i / features + 1, Column = rows.Features.Columns[i % features].Name, Hint = "Leave the value out.",
                };
        double[] weights = rows.Weights.Length == 0 ? [.. Enumerable.Repeat(1.0, rows.Rows)] : Array.ConvertAll(rows.Weights, weight => (double)weight);
        return new BayesRows([.. rows.Features.Columns], targets.Labels, values, Array.ConvertAll(targets.Values, value => (int)value), weights);
    }

    /// <summary>The logarithms of the classes' shares, or equal ones.</summary>
    /// <exception cref="DataException"><c>one-class</c>: a class has no weight.</exception>
    public double[] LogPriors(bool fitsPriors)
    {
        var shares = new double[Labels.Length];
        for (var row = 0; row < Classes.Length; row++)
            shares[Classes[row]] += Weights[row];
        if (Array.FindIndex(shares, share => !(share > 0)) is >= 0 and var empty)
            throw new DataException($"No row of the class '{Labels[empty]}' has a weight above 0.") { Code = "one-class" };
        var all = Sum.Of(shares);
        return Array.ConvertAll(shares, share => fitsPriors ? Elementary.Log(share / all) : -Elementary.Log((double)shares.Length));
    }

    /// <summary>The weighted sums of a function of the values that are there, of each class and feature (K × p), with their weights.</summary>
    /// <param name="of">Gets the class, the feature and the value.</param>
    public (double[] Sums, double[] Weights) Sums(Func<int, int, float, double> of)
    {
        var (sums, all) = (new double[Labels.Length * Features], new double[Labels.Length * Features]);
        for (var row = 0; row < Classes.Length; row++)
            for (var f = 0; f < Features; f++)
                if (Values[row * Features + f] is var value && !float.IsNaN(value))
                {
                    sums[Classes[row] * Features + f] += Weights[row] * of(Classes[row], f, value);
                    all[Classes[row] * Features + f] += Weights[row];
                }

        return (sums, all);
    }

    /// <summary>The same of all classes together (p).</summary>
    public double[] Together(double[] sums)
    {
        var all = new double[Features];
        for (var i = 0; i < sums.Length; i++)
            all[i % Features] += sums[i];
        return all;
    }
}
