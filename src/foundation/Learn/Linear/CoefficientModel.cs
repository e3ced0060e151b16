using System.Collections.ObjectModel;
using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Linear;

/// <summary>A fitted model of one number by one sum: ŷ is a function of intercept + Σ coefficient · feature, in the units of the table.</summary>
/// <remarks>Immutable and thread-safe. One prediction costs O(features) and is summed in double. NaN where a feature is NaN, unless its coefficient is 0.</remarks>
public abstract class CoefficientModel : TableModel, IRegressor
{
    private readonly double[] _coefficients;

    private protected CoefficientModel(FeatureColumn[] columns, double[] coefficients, double intercept, IEnumerable<int> dropped) : base(columns, [])
    {
        (_coefficients, Intercept) = (coefficients, intercept);
        Dropped = dropped.Select(f => columns[f].Name).ToArray().AsReadOnly();
    }

    /// <summary>What one unit more of each feature adds to the sum (p).</summary>
    public ReadOnlySpan<double> Coefficients => _coefficients;

    /// <summary>The sum where every feature is 0.</summary>
    public double Intercept { get; }

    /// <summary>Features that were left out, with the coefficient 0, since they are constant or, without a penalty, combinations of features before them.</summary>
    public ReadOnlyCollection<string> Dropped { get; }

    /// <summary>How far from the optimum, where the learner measures it, else NaN, as of stochastic descent: the greatest failure of a condition of optimality of the
    /// mean loss by a coefficient of features of deviation 1, for a target of deviation 1, of counts of mean 1; of quantile regression the gap between primal and dual.</summary>
    public double KktResidual { get; internal init; } = double.NaN;

    /// <inheritdoc/>
    public float Predict(ReadOnlySpan<float> row)
    {
        CheckRows(row, 1);
        return (float)Mean(Score(row));
    }

    /// <inheritdoc/>
    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions)
    {
        CheckRows(rows, predictions.Length);
        for (var i = 0; i < predictions.Length; i++)
            predictions[i] = (float)Mean(Score(rows.Slice(i * Features, Features)));
    }

    /// <summary>Writes the model.</summary>
    /// <param name="writer">A writer or part of the model's kind.</param>
    public void Save(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Schema = Schema.ToJson();
        FeatureColumnFile.Save(writer, Columns);
        writer.Add("coefficient", _coefficients);
        writer.Add("intercept", [Intercept]);
        // Files of before have none.
        if (!double.IsNaN(KktResidual))
            writer.Add("kkt_residual", [KktResidual]);
        writer.Add("dropped", [.. Enumerable.Range(0, Features).Where(f => Dropped.Contains(Columns[f].Name, StringComparer.Ordinal))]);
    }

    /// <summary>What is predicted where the sum is so.</summary>
    private protected abstract double Mean(double sum);

    /// <summary>Reads what all models of coefficients have.</summary>
    /// <exception cref="DataException"><c>bad-model</c>.</exception>
    private protected static (FeatureColumn[] Columns, double[] Coefficients, double Intercept, int[] Dropped, double KktResidual) Read(ModelReader reader, string kind, int version)
    {
        ArgumentNullException.ThrowIfNull(reader);
        reader.Expect(kind, version);
        var columns = FeatureColumnFile.Load(reader);
        var (coefficients, intercept, dropped) = (reader.Doubles("coefficient", columns.Length), reader.Doubles("intercept", 1), reader.Ints("dropped"));
        if (columns.Length == 0 || Array.Exists(columns, column => column.IsCategorical))
            throw reader.Invalid("feature_name", "features that are numbers", "others");
        if (!Array.TrueForAll(coefficients, double.IsFinite) || !double.IsFinite(intercept[0]))
            throw reader.Invalid("coefficient", "finite numbers", "others");
        if (Array.Exists(dropped, f => f < 0 || f >= columns.Length || coefficients[f] is not 0))
            throw reader.Invalid("dropped", "features of the coefficient 0", "others");
        return (columns, coefficients, intercept[0], dropped, reader.Has("kkt_residual") ? reader.Doubles("kkt_residual", 1)[0] : double.NaN);
    }

    private double Score(ReadOnlySpan<float> row)
    {
        var sum = Intercept;
        for (var f = 0; f < row.Length; f++)
            if (_coefficients[f] is not 0 and var coefficient)
                sum += coefficient * row[f];
        return sum;
    }
}
