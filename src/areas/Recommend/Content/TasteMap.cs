using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Content;

/// <summary>Learns which terms go with which in the histories of users: a linear model of items that knows them by their terms alone.</summary>
/// <remarks>
/// <para>With F (items × terms) and C (items × items), how often two items share a user, of zero diagonal, the map W of least
/// ‖C − F·W·Fᵀ‖² under a ridge on either side is W = A·Fᵀ·C·F·A, A = (FᵀF + λI)⁻¹. As a user of n items counts 1 / n,
/// FᵀCF = Σ_u p_u·p_uᵀ / n_u − Σ_i c_i·f_i·f_iᵀ, p_u the sum of the user's items and c_i = Σ 1 / n_u over the users of i: no matrix of items by items exists.</para>
/// <para>Cost: Σ_u (terms of u)² and terms³ multiply-adds.</para>
/// </remarks>
/// <param name="Map">W (terms × terms), symmetric.</param>
/// <param name="Mean">The mean of users' p_u / n_u (terms): what everybody likes.</param>
internal sealed record TasteMap(float[] Map, float[] Mean)
{
    private const int RowsPerBlock = 16;

    /// <summary>Learns.</summary>
    /// <param name="users">The histories, one row each.</param>
    /// <param name="terms">F.</param>
    /// <param name="ridge">λ.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <exception cref="NotConvergedException">λ is too small for the data.</exception>
    public static TasteMap Fit(SparseRows users, TermRows terms, double ridge, FitContext context)
    {
        var width = terms.Width;
        var (map, inverse, mean) = (new float[width * width], new float[width * width], new float[width]);
        AddUsers(users, terms, map, mean, context);
        AddItems(users, terms, map, inverse);
        for (var term = 0; term < width; term++)
            inverse[term * width + term] += (float)ridge;
        if (!SymmetricInverse.TryInvert(inverse, width, context.Threads, context.Cancellation))
            throw new NotConvergedException($"The matrix of {width} terms is not positive definite with a ridge of {ridge}. Give a greater one.", 0, double.NaN);
        var half = new float[width * width];
        Gemm.Multiply(width, width, width, inverse, map, half);
        Gemm.Multiply(width, width, width, half, inverse, map);
        return new TasteMap(map, mean);
    }

    private static void AddUsers(SparseRows users, TermRows terms, float[] map, float[] mean, FitContext context)
    {
        var width = terms.Width;
        var (starts, places, values) = (new int[users.RowCount + 1], new List<int>(), new List<float>());
        var holders = Enumerable.Range(0, width).Select(_ => new List<(int User, float Value)>()).ToArray();
        var profile = new float[width];
        for (var user = 0; user < users.RowCount; user++)
        {
            var items = users.ColumnsOf(user);
            if (!items.IsEmpty)
            {
                profile.AsSpan().Clear();
                var scale = (float)(1 / Math.Sqrt(items.Length));
                foreach (var item in items)
                    terms.AddTo(item, scale, profile);
                Axpy.Add(scale / users.RowCount, profile, mean);
                for (var place = 0; place < width; place++)
                    if (profile[place] != 0)
                    {
                        holders[place].Add((user, profile[place]));
                        places.Add(place);
                        values.Add(profile[place]);
                    }
            }

            starts[user + 1] = places.Count;
        }

        var (columns, weights) = (places.ToArray(), values.ToArray());
        // Row by row, so that every sum has one order at any number of threads.
        Blocks.Run(width, RowsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
        {
            for (var place = start; place < end; place++)
                foreach (var (user, value) in holders[place])
                    for (var at = starts[user]; at < starts[user + 1]; at++)
                        map[place * width + columns[at]] += value * weights[at];
        });
    }

    private static void AddItems(SparseRows users, TermRows terms, float[] map, float[] gram)
    {
        var shares = new double[terms.Count];
        for (var user = 0; user < users.RowCount; user++)
            foreach (var item in users.ColumnsOf(user))
                shares[item] += 1.0 / users.LengthOf(user);
        for (var item = 0; item < terms.Count; item++)
        {
            if (shares[item] == 0)
                continue;
            var places = terms.PlacesOf(item);
            var weights = terms.WeightsOf(item);
            for (var i = 0; i < places.Length; i++)
            {
                var row = places[i] * terms.Width;
                for (var j = 0; j < places.Length; j++)
                {
                    map[row + places[j]] -= (float)(shares[item] * weights[i] * weights[j]);
                    gram[row + places[j]] += weights[i] * weights[j];
                }
            }
        }
    }
}
