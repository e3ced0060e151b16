using System.Buffers;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Linear;

/// <summary>The items' inverse by that of a matrix of users, for fewer users than items.</summary>
/// <remarks>With Λ = diag λ, (XᵀX + Λ)⁻¹ = Λ⁻¹ − Λ⁻¹Xᵀ·S·XΛ⁻¹ and S = (I + XΛ⁻¹Xᵀ)⁻¹ (Woodbury; Higham, "Accuracy and stability of numerical
/// algorithms", 2nd ed. 2002, equation 26.2 and problem 11.1): users³ / 2 multiply-adds and two sparse products for each item. No
/// eigenvalue of what is inverted lies below 1.</remarks>
internal sealed class UserSideInverse : IItemInverse
{
    private const int RowsPerBlock = 64;

    private readonly SparseRows _items;
    private readonly int[] _places;
    private readonly float[] _penalties;
    private readonly float[] _inverse;
    private readonly int _users;
    private readonly float[] _diagonal;

    private UserSideInverse(SparseRows items, int[] places, float[] penalties, float[] inverse)
    {
        (_items, _places, _penalties, _inverse, _users) = (items, places, penalties, inverse, items.ColumnCount);
        _diagonal = new float[places.Length];
    }

    /// <summary>Makes and inverts the matrix.</summary>
    /// <param name="system">The items.</param>
    /// <param name="penalties">λ of every item.</param>
    /// <param name="context">Threads, cancellation and progress.</param>
    /// <returns><see langword="null"/> if a number is not finite.</returns>
    public static UserSideInverse? Of(ItemSystem system, float[] penalties, FitContext context)
    {
        var users = system.Weighted();
        var items = users.Transposed();
        var inverses = new float[users.ColumnCount];
        for (var place = 0; place < system.Order; place++)
            inverses[system.Items[place]] = 1 / penalties[place];

        var count = users.RowCount;
        var matrix = new float[count * count];
        Blocks.Run(count, RowsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var user = start; user < end; user++)
                AddRow(users, items, inverses, user, matrix.AsSpan(user * count, count));
        });
        if (!SymmetricInverse.TryInvert(matrix, count, context.Threads, context.Cancellation,
                share => context.Progress?.Report(new FitProgress("users", (long)(share * count), count))))
            return null;
        var inverse = new UserSideInverse(items, system.Items, penalties, matrix);
        Blocks.Run(system.Order, RowsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var place = start; place < end; place++)
                inverse._diagonal[place] = inverse.Diagonal(place);
        });
        return inverse;
    }

    /// <inheritdoc/>
    public float DiagonalOf(int place) => _diagonal[place];

    /// <inheritdoc/>
    public void Write(int first, Span<float> rows)
    {
        var (order, count) = (_places.Length, rows.Length / _places.Length);
        var sums = ArrayPool<float>.Shared.Rent(_users);
        var projected = ArrayPool<float>.Shared.Rent(_users * count);
        var found = ArrayPool<float>.Shared.Rent(count);
        // S·X of each row's item, side by side, so that the second product reads all of a user's at once.
        for (var i = 0; i < count; i++)
        {
            var sum = sums.AsSpan(0, _users);
            sum.Clear();
            GatheredRows.AddWeighted(_inverse, _users, _items.ColumnsOf(_places[first + i]), _items.ValuesOf(_places[first + i]), sum);
            for (var user = 0; user < sum.Length; user++)
                projected[user * count + i] = sum[user];
        }

        for (var j = 0; j < order; j++)
        {
            var products = found.AsSpan(0, count);
            products.Clear();
            GatheredRows.AddWeighted(projected.AsSpan(0, _users * count), count, _items.ColumnsOf(_places[j]), _items.ValuesOf(_places[j]), products);
            for (var i = 0; i < count; i++)
                rows[i * order + j] = -products[i] / (_penalties[first + i] * _penalties[j]);
        }

        for (var i = 0; i < count; i++)
            rows[i * order + first + i] = _diagonal[first + i];
        ArrayPool<float>.Shared.Return(sums);
        ArrayPool<float>.Shared.Return(projected);
        ArrayPool<float>.Shared.Return(found);
    }

    /// <summary>(1 − xᵀSx / λ) / λ of an item, in double: of a popular item little is left of the 1.</summary>
    private float Diagonal(int place)
    {
        var users = _items.ColumnsOf(_places[place]);
        var values = _items.ValuesOf(_places[place]);
        var sum = 0.0;
        for (var u = 0; u < users.Length; u++)
            for (var v = 0; v < users.Length; v++)
                sum += (double)values[u] * values[v] * _inverse[users[u] * _users + users[v]];
        var penalty = (double)_penalties[place];
        return (float)((1 - sum / penalty) / penalty);
    }

    private static void AddRow(SparseRows users, SparseRows items, float[] inverses, int user, Span<float> row)
    {
        row[user] = 1;
        var columns = users.ColumnsOf(user);
        var values = users.ValuesOf(user);
        for (var i = 0; i < columns.Length; i++)
        {
            var scale = values[i] * inverses[columns[i]];
            var others = items.ColumnsOf(columns[i]);
            var otherValues = items.ValuesOf(columns[i]);
            for (var o = others.BinarySearch(user); o < others.Length; o++)
                row[others[o]] += scale * otherValues[o];
        }
    }
}
