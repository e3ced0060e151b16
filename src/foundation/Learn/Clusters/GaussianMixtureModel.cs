using System.Buffers;
using System.Collections.ObjectModel;
using Kirana.Data.Tables;
using Kirana.Learn.Binning;
using Kirana.Numerics.Kernels;

namespace Kirana.Learn.Clusters;

/// <summary>A fitted mixture of normal distributions.</summary>
/// <remarks>Immutable and thread-safe. One row costs O(components × p²) and allocates nothing. Where a feature is missing, shares and density are NaN.</remarks>
public sealed partial class GaussianMixtureModel : ITableModel
{
    private readonly FeatureColumn[] _columns;
    private readonly double[] _shifts;
    private readonly double[] _shares;
    private readonly double[] _means;
    private readonly double[] _covariances;
    private readonly double _rows;
    private readonly MixtureDensities _densities;

    internal GaussianMixtureModel(
        FeatureColumn[] columns, double[] shifts, MixtureCovariance covariance, double[] shares, double[] means, double[] covariances, double logLikelihood, double rows, int rounds, bool hasSettled)
    {
        (_columns, _shifts, Covariance, _shares, _means, _covariances, LogLikelihood, _rows, Rounds, HasSettled) =
            (columns, shifts, covariance, shares, means, covariances, logLikelihood, rows, rounds, hasSettled);
        _densities = new MixtureDensities(covariance, shares, means, covariances, columns.Length);
    }

    /// <summary>The number of components k.</summary>
    public int Components => _shares.Length;

    /// <summary>The number of features p of a row.</summary>
    public int Features => _columns.Length;

    /// <summary>The shape of a component.</summary>
    public MixtureCovariance Covariance { get; }

    /// <summary>The share of each component in the mixture (k).</summary>
    public ReadOnlySpan<double> Shares => _shares;

    /// <summary>The weighted mean log-likelihood of the rows of the fit.</summary>
    public double LogLikelihood { get; }

    /// <summary>The rounds of the best start.</summary>
    public int Rounds { get; }

    /// <summary>Whether it ended because the likelihood no longer rose, and not because the rounds were used up.</summary>
    public bool HasSettled { get; }

    /// <summary>The free numbers of the model.</summary>
    public int Parameters => Components * (Features + (Covariance == MixtureCovariance.Full ? Features * (Features + 1) / 2 : Features)) + Components - 1;

    /// <summary>The criterion of Schwarz, −2·log-likelihood + parameters·ln n: the smaller the better, n being the sum of the weights.</summary>
    public double Bic => -2 * LogLikelihood * _rows + Parameters * Elementary.Log(_rows);

    /// <summary>The criterion of Akaike, −2·log-likelihood + 2·parameters.</summary>
    public double Aic => -2 * LogLikelihood * _rows + 2 * Parameters;

    /// <summary>None: nothing was to be learnt but the rows themselves.</summary>
    public ReadOnlyCollection<string> Labels => ReadOnlyCollection<string>.Empty;

    /// <inheritdoc/>
    public Schema Schema => FeatureColumn.SchemaOf(_columns);

    /// <summary>The mean of a component (p).</summary>
    /// <param name="component">0 … <see cref="Components"/> − 1.</param>
    public double[] Mean(int component) => [.. Enumerable.Range(0, Features).Select(f => _shifts[f] + _means[component * Features + f])];

    /// <summary>The covariance of a component (p × p), or its variances (p).</summary>
    /// <param name="component">0 … <see cref="Components"/> − 1.</param>
    public ReadOnlySpan<double> CovarianceOf(int component) => _covariances.AsSpan(component * (_covariances.Length / Components), _covariances.Length / Components);

    /// <inheritdoc/>
    public float[] Encode(Table table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return TableSource.Of(table, _columns).ToRowMajor();
    }

    /// <summary>The share of each component in each row.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="shares">Takes the shares (n × k), row by row; each row adds up to 1.</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void ShareOut(ReadOnlySpan<float> rows, Span<double> shares)
    {
        if (shares.Length % Components != 0)
            throw new ArgumentException($"{shares.Length} places are no whole rows of {Components} components.", nameof(shares));
        Densities(rows, shares.Length / Components, shares, []);
    }

    /// <summary>The logarithm of the density at each row; low where a row is unlike all others.</summary>
    /// <param name="rows">The features (n × p), row by row.</param>
    /// <param name="logs">Takes the logarithms (n).</param>
    /// <exception cref="ArgumentException">The lengths do not fit.</exception>
    public void LogDensity(ReadOnlySpan<float> rows, Span<double> logs) => Densities(rows, logs.Length, [], logs);

    private void Densities(ReadOnlySpan<float> rows, int count, Span<double> shares, Span<double> logs)
    {
        if (rows.Length != (long)count * Features)
            throw new ArgumentException($"There are {rows.Length} features for {count} rows; expected {Features} for each.", nameof(rows));
        var rented = ArrayPool<double>.Shared.Rent(2 * Features + Components);
        var row = rented.AsSpan(0, Features);
        var scratch = rented.AsSpan(Features, Features);
        var own = rented.AsSpan(2 * Features, Components);
        for (var i = 0; i < count; i++)
        {
            for (var f = 0; f < row.Length; f++)
                row[f] = rows[i * Features + f] - _shifts[f];
            var log = _densities.Of(row, own, scratch);
            if (logs.Length > 0)
                logs[i] = log;
            else
                own.CopyTo(shares[(i * Components)..]);
        }

        ArrayPool<double>.Shared.Return(rented);
    }
}
