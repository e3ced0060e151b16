using Kirana.Data;
using Kirana.Data.ModelFiles;
using Kirana.Learn.Binning;

namespace Kirana.Learn.Linear;

/// <summary>A fitted linear model: ŷ = intercept + Σ coefficient · feature, in the units of the table.</summary>
/// <remarks>Immutable and thread-safe. One prediction costs O(features) and is summed in double. NaN where a feature is NaN, unless its coefficient is 0.</remarks>
public sealed class LinearModel : CoefficientModel
{
    /// <summary>The kind of model in files.</summary>
    public const string ModelKind = "linear";

    /// <summary>The newest layout this version reads and writes.</summary>
    public const int ModelVersion = 1;

    internal LinearModel(FeatureColumn[] columns, double[] coefficients, double intercept, IEnumerable<int> dropped) : base(columns, coefficients, intercept, dropped)
    {
    }

    /// <summary>Writes the model to a file of its own.</summary>
    /// <param name="path">The file; one that is there is replaced at once or not at all.</param>
    /// <exception cref="IOException">The folder is absent or the file cannot be written.</exception>
    public void Save(string path) => TableModelFile.Save(path, ModelKind, ModelVersion, Save);

    /// <summary>Reads a model from its file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="DataException"><c>bad-model</c>: the file is damaged, of another kind, or of a newer layout.</exception>
    /// <exception cref="IOException">The file is absent or cannot be read.</exception>
    public static LinearModel Load(string path) => TableModelFile.Load(path, Load);

    /// <summary>Reads a model.</summary>
    /// <param name="reader">A file or part of the kind <see cref="ModelKind"/>.</param>
    /// <exception cref="DataException"><c>bad-model</c>: another kind, a newer layout, or content no model can be made of.</exception>
    public static LinearModel Load(ModelReader reader)
    {
        var (columns, coefficients, intercept, dropped, residual) = Read(reader, ModelKind, ModelVersion);
        return new LinearModel(columns, coefficients, intercept, dropped) { KktResidual = residual };
    }

    private protected override double Mean(double sum) => sum;
}
