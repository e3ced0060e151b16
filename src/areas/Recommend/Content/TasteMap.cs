using Kirana.Data;
using Kirana.Data.Fitting;
using Kirana.Numerics.Kernels;
using Kirana.Numerics.LinearAlgebra;
using Kirana.Numerics.Threading;
using Kirana.Recommend.Sparse;

namespace Kirana.Recommend.Content;

/// <summary>Learns which terms go with which in the histories of users: a linear model of items that knows them by their content alone.</summary>
/// <remarks>
/// <para>With F (items × terms) and C (items × items), how often two items share a user, of zero diagonal, the map W of least
/// ‖C − F·W·Fᵀ‖² under a ridge on either side is W = A·Fᵀ·C·F·A, A = (FᵀF + λI)⁻¹. As a user of n items counts 1 / n,
/// FᵀCF = Σ_u p_u·p_uᵀ / n_u − Σ_i c_i·f_i·f_iᵀ, p_u the sum of the user's items and c_i = Σ 1 / n_u over the users of i: no matrix of items by items exists.</para>
/// <para>The columns of embeddings are terms like any other, but nowhere 0: they are summed apart, by products of dense blocks.</para>
/// <para>Cost: Σ_u (terms of u)·(terms of u + columns) + users·columns² and (terms + columns)³ multiply-adds.</para>
/// </remarks>
/// <param name="Map">W (terms × terms), symmetric.</param>
/// <param name="Mean">The mean of users' p_u / n_u (terms): what everybody likes.</param>
internal sealed record TasteMap(float[] Map, float[] Mean)
{
    private const int RowsPerBlock = 16;
    private const int UsersPerChunk = 4096;
    private const int UsersPerBlock = 256;

    /// <summary>Learns.</summary>
    /// <param name="users">The histories, one row each.</param>
    /// <param name="content">F.</param>
    /// <param name="ridge">λ.</param>
    /// <param name="context">Threads and cancellation.</param>
    /// <exception cref="NotConvergedException">λ is too small for the data.</exception>
    public static TasteMap Fit(SparseRows users, ContentRows content, double ridge, FitContext context)
    {
        var width = content.Width;
        var (map, inverse, mean) = (new float[width * width], new float[width * width], new float[width]);
        AddUsers(users, content, map, mean, context);
        AddItems(users, content, map, inverse);
        for (var term = 0; term < width; term++)
            inverse[term * width + term] += (float)ridge;
        if (!SymmetricInverse.TryInvert(inverse, width, context.Threads, context.Cancellation))
            throw new NotConvergedException($"The matrix of {width} terms is not positive definite with a ridge of {ridge}. Give a greater one.", 0, double.NaN);
        var half = new float[width * width];
        Gemm.Multiply(width, width, width, inverse, map, half);
        Gemm.Multiply(width, width, width, half, inverse, map);
        return new TasteMap(map, mean);
    }

    private static void AddUsers(SparseRows users, ContentRows content, float[] map, float[] mean, FitContext context)
    {
        var (terms, stride) = (content.Terms, content.Width);
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
                Axpy.Add(scale / users.RowCount, profile, mean.AsSpan(0, width));
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
                        map[place * stride + columns[at]] += value * weights[at];
        });
        if (content.Vectors.Width > 0)
            AddVectors(users, content, holders, map, mean, context);
    }

    /// <summary>The columns of embeddings: a chunk of users after the other, as those of all may not fit.</summary>
    private static void AddVectors(SparseRows users, ContentRows content, List<(int User, float Value)>[] holders, float[] map, float[] mean, FitContext context)
    {
        var (terms, dense, stride) = (content.Terms.Width, content.Vectors.Width, content.Width);
        var (profiles, gram, next) = (new float[UsersPerChunk * dense], new float[dense * dense], new int[terms]);
        for (var first = 0; first < users.RowCount; first += UsersPerChunk)
        {
            var count = Math.Min(UsersPerChunk, users.RowCount - first);
            Blocks.Run(count, UsersPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
            {
                profiles.AsSpan(start * dense, (end - start) * dense).Clear();
                for (var user = start; user < end; user++)
                    foreach (var item in users.ColumnsOf(first + user))
                        Axpy.Add((float)(1 / Math.Sqrt(users.LengthOf(first + user))), content.Vectors.Of(item), profiles.AsSpan(user * dense, dense));
            });
            for (var user = 0; user < count; user++)
                if (users.LengthOf(first + user) is > 0 and var length)
                    Axpy.Add((float)(1 / Math.Sqrt(length)) / users.RowCount, profiles.AsSpan(user * dense, dense), mean.AsSpan(terms));
            Syrk.AddGram(profiles.AsSpan(0, count * dense), count, dense, gram);
            Blocks.Run(terms, RowsPerBlock, context.Threads, context.Cancellation, (_, start, end) =>
            {
                for (var place = start; place < end; place++)
                    for (; next[place] < holders[place].Count && holders[place][next[place]].User < first + count; next[place]++)
                    {
                        var (user, value) = holders[place][next[place]];
                        Axpy.Add(value, profiles.AsSpan((user - first) * dense, dense), map.AsSpan(place * stride + terms, dense));
                    }
            });
        }

        AddBlock(gram, map, terms, dense);
    }

    private static void AddItems(SparseRows users, ContentRows content, float[] map, float[] gram)
    {
        var (terms, dense, stride) = (content.Terms, content.Vectors.Width, content.Width);
        var shares = new double[terms.Count];
        for (var user = 0; user < users.RowCount; user++)
            foreach (var item in users.ColumnsOf(user))
                shares[item] += 1.0 / users.LengthOf(user);
        var (own, scaled, products, less) = (new float[dense], new float[dense], new float[dense * dense], new float[dense * dense]);
        for (var item = 0; item < terms.Count; item++)
        {
            if (shares[item] == 0)
                continue;
            var places = terms.PlacesOf(item);
            var weights = terms.WeightsOf(item);
            for (var i = 0; i < places.Length; i++)
            {
                var row = places[i] * stride;
                for (var j = 0; j < places.Length; j++)
                {
                    map[row + places[j]] -= (float)(shares[item] * weights[i] * weights[j]);
                    gram[row + places[j]] += weights[i] * weights[j];
                }

                if (dense == 0)
                    continue;
                Axpy.Add((float)(-shares[item] * weights[i]), content.Vectors.Of(item), map.AsSpan(row + terms.Width, dense));
                Axpy.Add(weights[i], content.Vectors.Of(item), gram.AsSpan(row + terms.Width, dense));
            }

            if (dense == 0)
                continue;
            content.Vectors.Of(item).CopyTo(own);
            own.CopyTo(scaled, 0);
            Scale.By((float)Math.Sqrt(shares[item]), scaled);
            Syrk.AddGram(own, 1, dense, products);
            Syrk.AddGram(scaled, 1, dense, less);
        }

        if (dense == 0)
            return;
        Scale.By(-1, less);
        AddBlock(less, map, terms.Width, dense);
        AddBlock(products, gram, terms.Width, dense);
        Mirror(map, terms.Width, dense);
        Mirror(gram, terms.Width, dense);
    }

    /// <summary>Adds a matrix of columns by columns to its place behind the terms.</summary>
    private static void AddBlock(float[] block, float[] map, int terms, int dense)
    {
        for (var column = 0; column < dense; column++)
            Axpy.Add(1, block.AsSpan(column * dense, dense), map.AsSpan((terms + column) * (terms + dense) + terms, dense));
    }

    /// <summary>Copies what stands beside the terms below them.</summary>
    private static void Mirror(float[] map, int terms, int dense)
    {
        for (var place = 0; place < terms; place++)
            for (var column = 0; column < dense; column++)
                map[(terms + column) * (terms + dense) + place] = map[place * (terms + dense) + terms + column];
    }
}
