using System.Collections.ObjectModel;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Learn.Trees;

namespace Kirana.Learn.Forests;

/// <summary>The mean of many trees, fitted by <see cref="RandomForest"/> or <see cref="ExtraTrees"/>.</summary>
/// <remarks>Immutable and thread-safe. Predicts a number where the target was one, else the mean share of each class in the leaves a row
/// falls into. Predicting one row allocates nothing.</remarks>
public sealed partial class Forest : IRegressor, IBinaryClassifier, IMulticlassClassifier, ITableModel
{
    private readonly Tree[] _trees;
    private readonly float[][] _shares;
    private readonly FlatForest _flat;
    private readonly Bagging _bagging;
    private readonly byte[] _mark;

    internal Forest(ForestTree[] trees, FeatureColumn[] columns, string[] labels, Bagging bagging, byte[] mark)
    {
        (_trees, _shares) = (Array.ConvertAll(trees, t => t.Tree), Array.ConvertAll(trees, t => t.Shares));
        (Columns, _bagging, _mark) = (columns, bagging, mark);
        Labels = labels.AsReadOnly();
        FeatureNames = Array.ConvertAll(columns, c => c.Name).AsReadOnly();
        _flat = new FlatForest(_trees);
    }

    /// <summary>The trees. Of two classes the values are the shares of the second, of more those of the last.</summary>
    public IReadOnlyList<Tree> Trees => _trees;

    /// <summary>The names of the features (p).</summary>
    public ReadOnlyCollection<string> FeatureNames { get; }

    /// <inheritdoc/>
    public ReadOnlyCollection<string> Labels { get; }

    /// <inheritdoc/>
    public Schema Schema => FeatureColumn.SchemaOf(Columns);

    /// <inheritdoc cref="IRegressor.Features"/>
    public int Features => Columns.Length;

    /// <inheritdoc/>
    public int Classes => Labels.Count;

    internal FeatureColumn[] Columns { get; }

    /// <summary>The share of each class in each node of a tree (nodes × classes); none where there are at most two.</summary>
    internal ReadOnlySpan<float> SharesOf(int tree) => _shares[tree];

    /// <summary>The number of classes where their shares are kept for each node: all but 2.</summary>
    private int ManyClasses => Classes == 2 ? 0 : Classes;

    /// <inheritdoc/>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TableSource.Of(table, Columns).ToRowMajor();
    }
}
