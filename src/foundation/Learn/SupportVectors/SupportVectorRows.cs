using Kirana.Data;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;

namespace Kirana.Learn.SupportVectors;

/// <summary>Training rows as a kernel needs them.</summary>
/// <param name="Columns">The features.</param>
/// <param name="Kernel">The kernel with numbers in the place of defaults.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Weights">The weight of each row; all are 1 where empty.</param>
internal sealed record SupportVectorRows(FeatureColumn[] Columns, Kernel Kernel, KernelRows Rows, float[] Weights)
{
    private const float LargestFeature = 1e15f;

    public double Weight(int row) => Weights.Length == 0 ? 1 : Weights[row];

    /// <exception cref="DataException"><c>no-rows</c>, <c>no-features</c>, <c>wrong-kind</c>, <c>missing-value</c>, <c>too-large</c>, <c>bad-weight</c>, or <c>not-square</c> similarities.</exception>
    public static SupportVectorRows Of(TabularData data, Kernel kernel)
    {
        var source = TableSource.Of(data);
        if (source.Rows == 0 || source.Features == 0)
            throw new DataException($"There are {source.Rows} rows of {source.Features} features; expected at least one of each.") { Code = source.Features == 0 ? "no-features" : "no-rows" };
        if (source.Columns.FirstOrDefault(column => column.IsCategorical) is { } text)
            throw new DataException($"The feature '{text.Name}' holds categories; a kernel needs numbers.") { Code = "wrong-kind", Column = text.Name, Hint = "Encode it, one column a category." };
        var values = source.ToRowMajor();
        for (var i = 0; i < values.Length; i++)
            if (!float.IsFinite(values[i]))
                throw new DataException($"The feature '{source.Columns[i % source.Features].Name}' of row {i / source.Features + 1} is {(float.IsNaN(values[i]) ? "missing" : "infinite")}; a kernel needs finite numbers.")
                {
                    Code = "missing-value", Row = i / source.Features + 1, Column = source.Columns[i % source.Features].Name, Hint = "Impute it, or leave the row out.",
                };
        // Distances are single precision, and squares of greater numbers have no place there.
        var large = Array.FindIndex(values, value => Math.Abs(value) > LargestFeature);
        if (large >= 0)
            throw new DataException($"The feature '{source.Columns[large % source.Features].Name}' of row {large / source.Features + 1} is {values[large]}; a kernel needs numbers up to {LargestFeature}.")
            {
                Code = "too-large", Row = large / source.Features + 1, Column = source.Columns[large % source.Features].Name, Hint = "Scale the feature.",
            };
        if (kernel is PrecomputedKernel && source.Rows != source.Features)
            throw new DataException($"There are {source.Features} similarities for each of {source.Rows} rows; expected as many as rows.") { Code = "not-square" };
        var weights = new float[data.Weight?.Count ?? 0];
        data.Weight?.CopyTo(weights);
        if (weights.Length > 0)
            LabelledRows.CheckWeights(weights);
        var complete = kernel.With(UsualGamma(values, source.Features));
        return new SupportVectorRows([.. source.Columns], complete, new KernelRows(complete, values, source.Features, [.. Enumerable.Range(0, source.Rows)]), weights);
    }

    /// <summary>1 / (p · variance of all features); 1 / p where nothing varies.</summary>
    private static double UsualGamma(float[] values, int features)
    {
        var mean = values.Average(value => (double)value);
        var variance = values.Average(value => (value - mean) * (value - mean));
        return 1 / (features * (variance > 0 ? variance : 1));
    }

    /// <summary>Checks the options that all methods share.</summary>
    public static void Check(double tolerance, int cacheMegabytes, long mostSteps, List<string> faults)
    {
        if (tolerance is not (> 0 and < double.PositiveInfinity))
            faults.Add($"Tolerance is {tolerance}; expected a finite number above 0");
        if (cacheMegabytes < 1)
            faults.Add($"CacheMegabytes is {cacheMegabytes}; expected at least 1");
        if (mostSteps < 1)
            faults.Add($"MostSteps is {mostSteps}; expected at least 1");
    }
}
