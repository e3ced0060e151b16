using Kirana.Numerics.Memory;

namespace Kirana.Tests.Foundation.Numerics.Memory;

public sealed class MappedFileTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Shows_the_bytes_of_the_file()
    {
        var bytes = new byte[10_000];
        for (var i = 0; i < bytes.Length; i++)
            bytes[i] = (byte)(i * 7);
        File.WriteAllBytes(_path, bytes);
        using var file = new MappedFile(_path);
        Assert.Equal(bytes.Length, file.Length);
        Assert.Equal(bytes, file.Span(0, bytes.Length));
        Assert.Equal(bytes[5000..5100], file.Memory(5000, 100).ToArray());
        Assert.Equal(bytes[5010], file.Memory(5000, 100)[10..].Span[0]);
        using var pinned = file.Memory(5000, 100).Pin();
        Assert.True(file.Span(bytes.Length, 0).IsEmpty);
    }

    [Fact]
    public void An_empty_file_has_no_bytes()
    {
        using var file = new MappedFile(_path);
        Assert.Equal(0, file.Length);
        Assert.True(file.Span(0, 0).IsEmpty);
        Assert.True(file.Memory(0, 0).Span.IsEmpty);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, -1)]
    [InlineData(0, 11)]
    [InlineData(10, 1)]
    [InlineData(long.MaxValue, 1)]
    public void Refuses_a_part_outside(long offset, int length)
    {
        File.WriteAllBytes(_path, new byte[10]);
        using var file = new MappedFile(_path);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Span(offset, length).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => file.Memory(offset, length).Length);
    }

    [Fact]
    public void After_disposal_everything_given_out_refuses()
    {
        File.WriteAllBytes(_path, new byte[10]);
        var file = new MappedFile(_path);
        var memory = file.Memory(0, 10);
        file.Dispose();
        file.Dispose();
        Assert.Throws<ObjectDisposedException>(() => file.Span(0, 1).Length);
        Assert.Throws<ObjectDisposedException>(() => memory.Span.Length);
    }

    [Fact]
    public void Refuses_a_file_that_is_not_there_and_a_folder()
    {
        Assert.Throws<FileNotFoundException>(() => new MappedFile(_path + ".none"));
        Assert.ThrowsAny<Exception>(() => new MappedFile(Path.GetTempPath()));
        Assert.Throws<ArgumentException>(() => new MappedFile(""));
    }
}
