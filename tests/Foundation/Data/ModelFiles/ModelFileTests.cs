using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Kirana.Data;
using Kirana.Data.ModelFiles;

namespace Kirana.Tests.Foundation.Data.ModelFiles;

public sealed class ModelFileTests
{
    [Fact]
    public void Gives_back_what_was_written()
    {
        var reader = ModelReader.Parse(Sample.Writer().ToArray(), "sample");

        Assert.Equal(("sample-model", 3, 2), (reader.Kind, reader.Version, reader.OldestReader));
        Assert.Equal("""{"factors":4}""", reader.Options);
        Assert.Equal("""{"columns":["größe"]}""", reader.Schema);
        Assert.Equal("00ff", reader.DataHash);
        Assert.Equal([1, -2.5f, float.NaN, 4, 5, 6], reader.Floats("factors", 2, 3));
        Assert.Equal([2, 3], reader.Shape("factors"));
        Assert.Equal([Math.PI, double.NegativeInfinity], reader.Doubles("means"));
        Assert.Equal([int.MinValue, 0, int.MaxValue], reader.Ints("codes"));
        Assert.Equal([long.MaxValue], reader.Longs("big"));
        Assert.Equal([0, 255], reader.Bytes("raw"));
        Assert.Equal([-128, 127], reader.SBytes("quantised"));
        Assert.Equal(["", "naïve", "日本", "🛒", ""], reader.Strings("ids"));
        Assert.Empty(reader.Floats("nothing"));
        Assert.True(reader.Has("ids"));
        Assert.False(reader.Has("absent"));
    }

    [Fact]
    public void Takes_the_place_of_an_older_file_and_leaves_nothing_beside_it()
    {
        var folder = Directory.CreateTempSubdirectory("kirana-test-");
        try
        {
            var path = Path.Combine(folder.FullName, "sample.model");
            File.WriteAllText(path, "an older file");
            Sample.Writer().Save(path);

            Assert.Equal(Sample.Writer().ToArray(), File.ReadAllBytes(path));
            Assert.Throws<DirectoryNotFoundException>(() => Sample.Writer().Save(Path.Combine(folder.FullName, "absent", "sample.model")));
            Assert.Equal([path], Directory.GetFileSystemEntries(folder.FullName));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_part_has_its_own_kind_options_and_tensors()
    {
        var reader = ModelReader.Parse(Sample.Writer().ToArray(), "sample");
        var step = reader.Part("steps").Part("0");

        Assert.Equal(("scaler", 1, 1), (step.Kind, step.Version, step.OldestReader));
        Assert.Equal("""{"robust":true}""", step.Options);
        Assert.Equal([0.5], step.Doubles("scale"));
        Assert.Equal("sample-model", reader.Part("steps").Kind);
        Assert.Equal(["0/scale", "1/scale"], reader.Part("steps").Tensors);
        Assert.Equal("bad-model", Assert.Throws<DataException>(() => reader.Part("step")).Code);
    }

    [Fact]
    public void Equal_models_are_equal_bytes_whatever_the_order_of_adding()
    {
        var forwards = new ModelWriter("kind", 1, 1) { Options = "{}" };
        forwards.Add("a", [1f, 2f]);
        forwards.AddStrings("b", ["x"]);
        forwards.Part("p", "inner").Add("t", [1]);
        var backwards = new ModelWriter("kind", 1, 1);
        backwards.Part("p", "inner").Add("t", [1]);
        backwards.AddStrings("b", ["x"]);
        backwards.Add("a", [1f, 2f]);

        Assert.Equal(forwards.ToArray(), backwards.ToArray());
    }

    /// <summary>The format as its own specification words it, parsed without our reader.</summary>
    [Fact]
    public void A_file_is_valid_safetensors_with_aligned_tensors()
    {
        var file = Sample.Writer().ToArray();
        var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        var text = Encoding.UTF8.GetString(file, 8, length);
        using var header = JsonDocument.Parse(text);

        Assert.Equal('{', text[0]);
        var names = header.RootElement.EnumerateObject().Select(property => property.Name).ToArray();
        Assert.Equal("__metadata__", names[0]);
        Assert.Equal(names[1..].Order(StringComparer.Ordinal), names[1..], StringComparer.Ordinal);
        Assert.All(header.RootElement.GetProperty("__metadata__").EnumerateObject(), entry => Assert.Equal(JsonValueKind.String, entry.Value.ValueKind));

        var next = 0;
        foreach (var tensor in header.RootElement.EnumerateObject().Skip(1).OrderBy(t => t.Value.GetProperty("data_offsets")[0].GetInt32())
            .ThenBy(t => t.Value.GetProperty("data_offsets")[1].GetInt32()))
        {
            var start = tensor.Value.GetProperty("data_offsets")[0].GetInt32();
            var end = tensor.Value.GetProperty("data_offsets")[1].GetInt32();
            var count = tensor.Value.GetProperty("shape").EnumerateArray().Aggregate(1, (product, size) => product * size.GetInt32());
            var size = tensor.Value.GetProperty("dtype").GetString() switch { "F64" or "I64" => 8, "F32" or "I32" => 4, "U8" or "I8" => 1, _ => 0 };
            Assert.Equal(next, start);
            Assert.Equal(count * size, end - start);
            if (!tensor.Name.StartsWith("__padding__", StringComparison.Ordinal))
                Assert.Equal(0, (8 + length + start) % 64);
            next = end;
        }

        Assert.Equal(file.Length, 8 + length + next);
    }

    [Fact]
    public void Opens_a_file_from_disk_and_names_it_in_errors()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("kirana-model").FullName, "m.safetensors");
        using (var stream = File.Create(path))
            Sample.Writer().Save(stream);
        using var reader = ModelReader.Open(path);

        Assert.Equal([long.MaxValue], reader.Longs("big"));
        var fault = Assert.Throws<DataException>(() => reader.Longs("means"));
        Assert.Equal(("bad-model", path), (fault.Code, fault.File));
        Assert.Contains("I64", fault.Message, StringComparison.Ordinal);
        Assert.Contains("F64", fault.Message, StringComparison.Ordinal);
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public void Refuses_another_kind_and_a_file_from_the_future()
    {
        var reader = ModelReader.Parse(Sample.Writer().ToArray(), "sample");

        reader.Expect("sample-model", 2);
        Assert.Contains("sample-model", Assert.Throws<DataException>(() => reader.Expect("other", 3)).Message, StringComparison.Ordinal);
        Assert.NotNull(Assert.Throws<DataException>(() => reader.Expect("sample-model", 1)).Hint);
    }

    [Fact]
    public void Refuses_an_absent_tensor_and_another_shape()
    {
        var reader = ModelReader.Parse(Sample.Writer().ToArray(), "sample");

        Assert.Contains("absent", Assert.Throws<DataException>(() => reader.Floats("absent")).Message, StringComparison.Ordinal);
        Assert.Contains("[2 × 3]", Assert.Throws<DataException>(() => reader.Floats("factors", 3, 2)).Message, StringComparison.Ordinal);
        Assert.Contains("[6]", Assert.Throws<DataException>(() => reader.Floats("factors", 6)).Message, StringComparison.Ordinal);
        Assert.Equal(6, reader.Floats("factors", -1, 3).Length);
        Assert.Throws<DataException>(() => reader.Strings("ids", 4));
    }

    [Fact]
    public void The_frozen_file_stays_readable()
    {
        var frozen = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "golden", "Data", "sample-model-3.safetensors"));

        Assert.Equal(Sample.Read(Sample.Writer().ToArray()), Sample.Read(frozen));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/b")]
    [InlineData("__metadata__")]
    public void Refuses_a_name_that_cannot_be_written(string name)
    {
        var writer = new ModelWriter("kind", 1, 1);

        Assert.ThrowsAny<ArgumentException>(() => writer.Add(name, [1f]));
        Assert.ThrowsAny<ArgumentException>(() => writer.Part(name));
    }

    [Fact]
    public void Refuses_a_second_tensor_of_a_name_a_wrong_shape_and_options_that_are_no_json()
    {
        var writer = new ModelWriter("kind", 1, 1);
        writer.Add("a", [1f]);

        Assert.Throws<ArgumentException>(() => writer.Add("a", [1f]));
        Assert.Throws<ArgumentException>(() => writer.Add("b", [1f, 2f], 3, 1));
        Assert.Throws<ArgumentException>(() => writer.Add("b", [1f, 2f], -1, -2));
        Assert.Throws<ArgumentException>(() => writer.Options = "{");
        Assert.ThrowsAny<ArgumentException>(() => writer.Add("lone surrogate \ud800", [1f]));
        Assert.ThrowsAny<ArgumentException>(() => writer.AddStrings("s", ["lone surrogate \ud800"]));
        Assert.ThrowsAny<ArgumentException>(() => new ModelWriter("kind", 1, 2));
    }
}
