using System.Buffers.Binary;
using Kirana.Data;
using Kirana.Data.Lines;
using Kirana.Data.ModelFiles;
using Kirana.Operate.Shops;
using Kirana.Operate.Vectors;

namespace Kirana.Pipelines.Import.Vectors;

/// <summary>Brings vectors of items into a shop, each checked: a file with a fault changes nothing.</summary>
public static class VectorImport
{
    private const string Ids = "ids";

    /// <summary>Brings a file.</summary>
    /// <param name="shop">The shop, open for writing.</param>
    /// <param name="request">The file, and the set's name.</param>
    /// <exception cref="DataException">The name or the file cannot be used; row and column tell where.</exception>
    public static VectorResult Run(IShop shop, VectorRequest request)
    {
        ArgumentNullException.ThrowIfNull(shop);
        ArgumentNullException.ThrowIfNull(request);
        if (!IVectorSets.CanName(request.Name))
            throw new DataException($"'{request.Name}' cannot name a set of vectors.")
            {
                Code = "bad-name", Hint = $"Use up to {IVectorSets.LongestName} lower-case letters, digits and hyphens, such as text or picture.",
            };
        var table = Read(request);
        var rows = table.Ids.Count;
        if (request.Add && shop.Vectors.List().FirstOrDefault(set => string.Equals(set.Name, request.Name, StringComparison.Ordinal)) is { } old)
        {
            if (old.Width != table.Width)
                throw CheckedVectors.Fault(Path.GetFileName(request.Path), "wrong-width", $"The file's vectors have {table.Width} numbers; those of the set '{old.Name}' have {old.Width}.",
                    "Vectors of one encoder only can be added; leave out --add to replace the set.");
            table = shop.Vectors.Read(old).With(table);
            CheckedVectors.RequireShape(Path.GetFileName(request.Path), table.Ids.Count, table.Width);
        }

        var known = shop.Analysis.Catalogue().Select(item => item.Id).ToHashSet(StringComparer.Ordinal);
        var found = table.Ids.Count(known.Contains);
        return new VectorResult(shop.Vectors.Save(request.Name, Path.GetFileName(request.Path), table), rows, table.Ids.Count - found, known.Count - found);
    }

    /// <summary>Reads a file.</summary>
    /// <param name="request">The file.</param>
    /// <exception cref="DataException">The file cannot be used; row and column tell where.</exception>
    public static VectorTable Read(VectorRequest request)
    {
        var file = Path.GetFileName(request.Path);
        if (request.Open is { } open)
        {
            using var lines = open();
            return LineVectors.Read(lines, request.IdColumn);
        }

        var stream = SourceLines.OpenFile(request.Path);
        try
        {
            var start = new byte[16];
            var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
            stream.Position = 0;
            if (NumpyMatrix.Knows(start))
            {
                var (values, rows, width) = NumpyMatrix.Read(stream, file);
                return CheckedVectors.Of(file, IdsOf(request, file, rows), values, width);
            }

            // Eight bytes of length and a brace are what no text begins with.
            if (length > 9 && start[8] == '{' && BinaryPrimitives.ReadInt64LittleEndian(start) is > 0 and < 1L << 32)
                return Tensor(request, file);
            using var lines = LineReaders.Open(stream, file);
            return LineVectors.Read(lines, request.IdColumn);
        }
        finally
        {
            stream.Dispose();
        }
    }

    private static VectorTable Tensor(VectorRequest request, string file)
    {
        using var tensors = TensorFile.Open(request.Path);
        string[] matrices = [.. tensors.Tensors.Where(name => tensors.Shape(name).Length == 2 && tensors.HasReals(name))];
        if (matrices.Length != 1)
            throw CheckedVectors.Fault(file, "bad-safetensors", $"{file} holds {matrices.Length} matrices of real numbers; expected one.", "Write a file for each set of vectors, with one tensor of one row for each item.");
        var (rows, width) = (tensors.Shape(matrices[0])[0], tensors.Shape(matrices[0])[1]);
        CheckedVectors.RequireShape(file, rows, width);
        return CheckedVectors.Of(file, request.IdsPath is null && tensors.HasStrings(Ids) ? Fitting(tensors.Strings(Ids), rows, file, file) : IdsOf(request, file, rows), tensors.Floats(matrices[0]), width);
    }

    private static string[] IdsOf(VectorRequest request, string file, int rows)
    {
        if (request.IdsPath is not { } path)
            throw CheckedVectors.Fault(file, "no-ids", $"{file} does not say whose its {rows} vectors are.", "Give a text file with one id a line with --ids.");
        var ids = new List<string>();
        using var text = new StreamReader(SourceLines.OpenFile(path));
        while (ids.Count <= rows && text.ReadLine() is { } line)
            ids.Add(line);
        // An editor's last empty line is no id.
        if (ids.Count == rows + 1 && ids[^1].Length == 0)
            ids.RemoveAt(rows);
        return Fitting([.. ids], rows, Path.GetFileName(path), file);
    }

    private static string[] Fitting(string[] ids, int rows, string where, string file) => ids.Length == rows
        ? ids
        : throw CheckedVectors.Fault(where, "wrong-count", $"{where} holds {(ids.Length > rows ? "more than " + rows : ids.Length)} ids and {file} {rows} vectors.", "Write one id for each vector, in their order.");
}
