using System.Text;
using Kirana.Data;
using Kirana.Operate.Vectors;
using Kirana.Pipelines.Import.Vectors;
using Kirana.Storage.Lines;
using Kirana.Tests.Platform.Storage;

namespace Kirana.Tests.Platform.Pipelines.Import.Vectors;

public sealed class VectorReadingTests : IDisposable
{
    private static readonly float[] Values = [1, 0.5f, -2, 0.25f, 0, 4];
    private static readonly string[] Ids = ["a", "bé"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<f2", 1)]
    [InlineData("<f4", 1)]
    [InlineData("<f8", 2)]
    [InlineData("<f4", 3)]
    public void A_NumPy_matrix_is_read_with_its_ids(string type, int version) =>
        Holds(Read(MadeFiles.Npy(Values, 3, type, version), ids: "a\nbé\n"));

    [Theory]
    [InlineData("F16")]
    [InlineData("BF16")]
    [InlineData("F32")]
    [InlineData("F64")]
    public void A_safetensors_matrix_is_read_with_its_own_ids_or_those_of_a_file(string type)
    {
        Holds(Read(MadeFiles.Safetensors(Values, 3, type, Ids)));
        Holds(Read(MadeFiles.Safetensors(Values, 3, type), ids: "a\r\nbé"));
        Holds(Read(MadeFiles.Own(Values, 3, Ids)));
    }

    [Theory]
    [InlineData("id,v1,v2,v3\na,1,0.5,-2\nbé,0.25,0,4e0\n")]
    [InlineData("vector;sku\n\"[1, 0.5, -2]\";a\n\"[0.25,0,4]\";bé\n")]
    [InlineData("{\"item\":\"a\",\"vector\":[1,0.5,-2]}\n{\"item\":\"bé\",\"vector\":[0.25, 0, 4]}\n")]
    [InlineData("{\"id\":\"a\",\"x\":1,\"y\":0.5,\"z\":-2}\n{\"z\":4,\"y\":0,\"x\":0.25,\"id\":\"bé\"}\n")]
    public void Lines_hold_a_list_or_a_column_for_each_number(string text) => Holds(Read(Encoding.UTF8.GetBytes(text)));

    [Fact]
    public void Parquet_is_read_like_lines()
    {
        var path = Path.Combine(_folder.Path, "v.parquet");
        new ParquetRows<string>().Text("id", id => id).Number("x", id => id is "a" ? 1 : 0.25).Number("y", id => id is "a" ? 0.5 : 0).Number("z", id => id is "a" ? -2 : 4).Write(path, Ids);
        Holds(VectorImport.Read(new VectorRequest("text", path) { Open = () => new ParquetLineReader(path) }));
    }

    [Theory]
    [InlineData("id,x,y\na,1,2\nb,1,x\n", "bad-number", 3L, "y")]
    [InlineData("id,x,y\na,1,2\nb,1,NaN\n", "bad-vector", 3L, null)]
    [InlineData("id,x,y\na,1,2\nb,0,0\n", "bad-vector", 3L, null)]
    [InlineData("id,x,y\na,1,2\na,3,4\n", "duplicate-id", 3L, null)]
    [InlineData("id,x,y\na,1,2\n,3,4\n", "bad-id", 3L, null)]
    [InlineData("id,v\na,\"[1,2]\"\nb,\"[1,2,3]\"\n", "wrong-width", 3L, "v")]
    [InlineData("id,v\na,\"[1,2]\"\nb,\"[1,2\"\n", "bad-number", 3L, "v")]
    [InlineData("id,v\na,[]\n", "bad-number", 2L, "v")]
    [InlineData("id,v,w\na,[1],[2]\n", "several-vectors", 2L, null)]
    [InlineData("name,x\na,1\n", "missing-column", 2L, null)]
    [InlineData("id,x,y\na,1,2\nb,1\n", "field-count", 3L, null)]
    [InlineData("id,x\n", "no-vectors", null, null)]
    [InlineData("{\"id\":\"a\",\"x\":1}\n{\"id\":\"b\",\"x\":1,\"y\":2}\n", "wrong-width", 2L, "y")]
    public void A_line_that_cannot_be_used_is_named_with_row_and_column(string text, string code, long? row, string? column)
    {
        var error = Assert.Throws<DataException>(() => Read(Encoding.UTF8.GetBytes(text)));
        Assert.Equal((code, row, column, "v.bin"), (error.Code, error.Row, error.Column, error.File));
        if (code is not "field-count")
            Assert.NotNull(error.Hint);
    }

    [Fact]
    public void Columns_of_ids_can_be_named()
    {
        var file = Encoding.UTF8.GetBytes("who,x,y,z\na,1,0.5,-2\nbé,0.25,0,4\n");
        Holds(Read(file, idColumn: "who"));
        Assert.Equal("missing-column", Assert.Throws<DataException>(() => Read(file, idColumn: "whom")).Code);
    }

    [Theory]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", "bad-npy", "Fortran")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }", "bad-npy", ">f4")]
    [InlineData("{'descr': '<i8', 'fortran_order': False, 'shape': (2, 3), }", "bad-npy", "<i8")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }", "bad-npy", "two numbers")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2, 3), }", "bad-npy", "|O")]
    [InlineData("__import__('os').system('echo')", "bad-npy", "two numbers")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 4), }", "bad-npy", "32 bytes")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999, 3), }", "too-large", "at most")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (999999999999, 999999999999), }", "too-large", "at most")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 5000), }", "too-large", "at most")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (4000000, 4096), }", "too-large", "at most")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3), }", "no-vectors", "at least one")]
    public void A_NumPy_file_that_lies_or_holds_something_else_is_refused_before_memory_is_taken(string header, string code, string said)
    {
        var error = Assert.Throws<DataException>(() => Read(MadeFiles.Npy(Values, 3, header: header), ids: "a\nb"));
        Assert.Equal(code, error.Code);
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.Hint);
    }

    [Theory]
    [InlineData("a\n", "wrong-count")]
    [InlineData("a\nb\nc\n", "wrong-count")]
    [InlineData("a\n\n", "bad-id")]
    [InlineData("a\na\n", "duplicate-id")]
    [InlineData(null, "no-ids")]
    public void Ids_are_one_for_each_row(string? ids, string code)
    {
        Assert.Equal(code, Assert.Throws<DataException>(() => Read(MadeFiles.Npy(Values, 3), ids)).Code);
        Assert.Equal(code, Assert.Throws<DataException>(() => Read(MadeFiles.Safetensors(Values, 3), ids)).Code);
    }

    [Fact]
    public void A_vector_that_is_not_finite_is_named_by_its_row()
    {
        var error = Assert.Throws<DataException>(() => Read(MadeFiles.Npy([1, 2, float.PositiveInfinity, 4], 2), "a\nb"));
        Assert.Equal(("bad-vector", 2L), (error.Code, error.Row));
    }

    [Fact]
    public void No_cut_and_no_changed_byte_breaks_a_reader()
    {
        byte[][] files = [MadeFiles.Npy(Values, 3), MadeFiles.Safetensors(Values, 3, ids: Ids), MadeFiles.Own(Values, 3, Ids), "id,v\na,\"[1,2]\"\nb,\"[3,4]\"\n"u8.ToArray(), "{\"id\":\"a\",\"v\":[1,2]}\n"u8.ToArray()];
        foreach (var file in files)
        {
            for (var length = 0; length < file.Length; length += 1 + file.Length / 40)
                Survives(file[..length]);
            for (var at = 0; at < Math.Min(file.Length, 400); at += 3)
                foreach (var value in new byte[] { 0, (byte)'"', (byte)'9', 0xff })
                {
                    var changed = file.ToArray();
                    changed[at] = value;
                    Survives(changed);
                }
        }
    }

    private void Survives(byte[] file)
    {
        try
        {
            var table = Read(file, "a\nb");
            Assert.Equal(table.Values.Length, table.Ids.Count * table.Width);
            Assert.All(table.Values, value => Assert.True(float.IsFinite(value)));
        }
        catch (DataException error)
        {
            Assert.NotEqual("", error.Message);
        }
    }

    private static void Holds(VectorTable table)
    {
        Assert.Equal(Ids, table.Ids);
        Assert.Equal(3, table.Width);
        Assert.Equal(Values, table.Values);
    }

    private VectorTable Read(byte[] content, string? ids = null, string? idColumn = null)
    {
        var (path, idsPath) = (Path.Combine(_folder.Path, "v.bin"), Path.Combine(_folder.Path, "ids.txt"));
        File.WriteAllBytes(path, content);
        if (ids is not null)
            File.WriteAllText(idsPath, ids);
        return VectorImport.Read(new VectorRequest("text", path) { IdsPath = ids is null ? null : idsPath, IdColumn = idColumn });
    }
}
