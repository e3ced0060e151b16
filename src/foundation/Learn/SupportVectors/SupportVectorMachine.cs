using System.Buffers;
using System.Collections.ObjectModel;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.SupportVectors;

/// <summary>A fitted support vector machine: of its training rows it keeps the support vectors, and of a linear kernel only w.</summary>
/// <remarks>Immutable and thread-safe. One prediction costs O(support vectors × features).</remarks>
public sealed partial class SupportVectorMachine : IRegressor, IBinaryClassifier, IMulticlassClassifier, ITableModel
{
    private readonly KernelRows _support;
    private readonly double[][] _coefficients;
    private readonly double[][] _planes;
    private readonly FeatureColumn[] _columns;

    internal SupportVectorMachine(
        SupportVectorTask task, FeatureColumn[] columns, string[] labels, MulticlassScheme scheme, Kernel kernel, KernelRows rows, IReadOnlyList<BinaryMachine> machines)
    {
        (Task, _columns, Scheme, Kernel, Machines) = (task, columns, scheme, kernel, machines);
        Labels = labels.AsReadOnly();
        int[] used = [.. machines.SelectMany(machine => machine.Rows.ToArray()).Distinct().Order()];
        var placeOf = used.Select((row, place) => (row, place)).ToDictionary(pair => pair.row, pair => pair.place);
        _support = rows.Take([.. used.Select(row => Array.BinarySearch(rows.Places, row))]);
        _coefficients = [.. machines.Select(machine =>
        {
            var own = new double[_support.Padded];
            for (var i = 0; i < machine.Rows.Length; i++)
                own[placeOf[machine.Rows[i]]] += machine.Coefficients[i];
            return own;
        })];
        _planes = kernel is LinearKernel ? [.. _coefficients.Select(Plane)] : [];
    }

    /// <summary>What it was fitted for.</summary>
    public SupportVectorTask Task { get; }

    /// <summary>The kernel, with the numbers that were used.</summary>
    public Kernel Kernel { get; }

    /// <summary>How more than two classes are told apart.</summary>
    public MulticlassScheme Scheme { get; }

    /// <summary>The optima: one, or one for each pair of classes, or one for each class.</summary>
    public IReadOnlyList<BinaryMachine> Machines { get; }

    /// <inheritdoc/>
    public ReadOnlyCollection<string> Labels { get; }

    /// <inheritdoc/>
    public Schema Schema => FeatureColumn.SchemaOf(_columns);

    /// <inheritdoc cref="IRegressor.Features"/>
    public int Features => _columns.Length;

    /// <summary>The number of different support vectors: what a prediction costs.</summary>
    public int SupportVectors => _support.Count;

    /// <summary>w of a machine, the normal of its plane (p); empty unless the kernel is linear.</summary>
    /// <param name="machine">The place in <see cref="Machines"/>.</param>
    public ReadOnlySpan<double> Plane(int machine) => _planes.Length == 0 ? [] : _planes[machine];

    /// <inheritdoc/>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TableSource.Of(table, _columns).ToRowMajor();
    }

    /// <summary>The decision values of rows: above 0 for the positive class, or for a usual row; the number where one was learnt.</summary>
    /// <param name="rows">The features (n × p), row by row, finite.</param>
    /// <param name="decisions">Takes one number for each row and machine (n × machines), row by row.</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a feature is not finite.</exception>
    public void Decide(ReadOnlySpan<float> rows, Span<double> decisions)
    {
        var count = Count(rows, decisions.Length, Machines.Count);
        var (rentedColumn, rentedWide) = (ArrayPool<float>.Shared.Rent(_support.Padded), ArrayPool<double>.Shared.Rent(Math.Max(_support.Padded, Features)));
        var column = rentedColumn.AsSpan(0, _support.Padded);
        var wide = rentedWide.AsSpan();
        for (var row = 0; row < count; row++)
        {
            var own = rows.Slice(row * Features, Features);
            var isPlane = _planes.Length > 0;
            if (!isPlane)
                _support.Column(own, column);
            ReadOnlySpan<float> values = isPlane ? own : column;
            for (var i = 0; i < values.Length; i++)
                wide[i] = values[i];
            for (var machine = 0; machine < Machines.Count; machine++)
                decisions[row * Machines.Count + machine] =
                    Dot.Of(isPlane ? _planes[machine] : _coefficients[machine], wide[..values.Length]) - Machines[machine].Threshold;
        }

        ArrayPool<float>.Shared.Return(rentedColumn);
        ArrayPool<double>.Shared.Return(rentedWide);
    }

    /// <summary>The class of each row, as a place in <see cref="Labels"/>.</summary>
    /// <param name="rows">The features (n × p), row by row, finite.</param>
    /// <param name="classes">Takes the classes (n).</param>
    /// <exception cref="ArgumentException">The lengths do not fit, or a feature is not finite.</exception>
    /// <exception cref="InvalidOperationException">The machine was not fitted to classes.</exception>
    public void Classify(ReadOnlySpan<float> rows, Span<int> classes)
    {
        if (Task != SupportVectorTask.Classes)
            throw new InvalidOperationException($"This machine was fitted for {Task}; expected {SupportVectorTask.Classes}.");
        var decisions = new double[classes.Length * Machines.Count];
        Decide(rows, decisions);
        Span<int> votes = stackalloc int[Labels.Count <= 256 ? Labels.Count : 0];
        if (Labels.Count > 256)
            votes = new int[Labels.Count];
        for (var row = 0; row < classes.Length; row++)
        {
            var own = decisions.AsSpan(row * Machines.Count, Machines.Count);
            classes[row] = Machines.Count == 1 ? own[0] > 0 ? 1 : 0 : Scheme == MulticlassScheme.OneAgainstRest ? Surest(own) : Voted(own, votes);
        }
    }

    private static int Surest(ReadOnlySpan<double> decisions)
    {
        var best = 0;
        for (var k = 1; k < decisions.Length; k++)
            best = decisions[k] > decisions[best] ? k : best;
        return best;
    }

    private static int Voted(ReadOnlySpan<double> decisions, Span<int> votes)
    {
        votes.Clear();
        var machine = 0;
        for (var one = 0; one < votes.Length; one++)
            for (var other = one + 1; other < votes.Length; other++)
                votes[decisions[machine++] > 0 ? one : other]++;
        var best = 0;
        for (var k = 1; k < votes.Length; k++)
            best = votes[k] > votes[best] ? k : best;
        return best;
    }

    private int Count(ReadOnlySpan<float> rows, int places, int each)
    {
        if (rows.Length % Features != 0 || (long)rows.Length / Features * each != places)
            throw new ArgumentException($"There are {rows.Length} features and {places} places; expected rows of {Features} features and {each} places for each.", nameof(rows));
        for (var i = 0; i < rows.Length; i++)
            if (!float.IsFinite(rows[i]))
                throw new ArgumentException($"The feature '{_columns[i % Features].Name}' of row {i / Features + 1} is {rows[i]}; a kernel needs finite numbers.", nameof(rows));
        return rows.Length / Features;
    }

    private double[] Plane(double[] coefficients)
    {
        var plane = new double[Features];
        for (var i = 0; i < _support.Count; i++)
            for (var f = 0; f < Features; f++)
                plane[f] += coefficients[i] * _support.Row(i)[f];
        return plane;
    }
}
