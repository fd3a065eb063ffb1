# F6.1 Loss above the known floor
# Draws F6.1-excess.svg from F6.1-excess.tsv: gnuplot F6.1-excess.gp
reset
if (!exists("output")) output = 'F6.1-excess.svg'
data = 'F6.1-excess.tsv'
set encoding utf8
set terminal svg size 620,514 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F6_1_excess'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'Loss above the known floor' at screen 0.02258, screen 0.95720 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.21861, screen 0.09144 to screen 0.21861, screen 0.06031 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.21861, screen 0.07588 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'femto (n = 2)' at screen 0.25732, screen 0.07588 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.40835, screen 0.07588 to screen 0.45997, screen 0.07588 nohead front lw 2 lc rgb '#0072B2'
set label '' at screen 0.43416, screen 0.07588 point pt 7 ps 0.6 lc rgb '#0072B2' front
set label 'femto, line' at screen 0.47287, screen 0.07588 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.64971, screen 0.09144 to screen 0.64971, screen 0.06031 nohead front lw 1.5 lc rgb '#D55E00'
set label '' at screen 0.64971, screen 0.07588 point pt 5 ps 0.8 lc rgb '#D55E00' front
set label 'pico (n = 2)' at screen 0.68842, screen 0.07588 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.19281, screen 0.03502 to screen 0.24442, screen 0.03502 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.21861, screen 0.03502 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'pico, line' at screen 0.25732, screen 0.03502 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.43416, screen 0.05058 to screen 0.43416, screen 0.01946 nohead front lw 1.5 lc rgb '#009E73'
set label '' at screen 0.43416, screen 0.03502 point pt 9 ps 0.8 lc rgb '#009E73' front
set label 'nano (n = 2)' at screen 0.47287, screen 0.03502 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.62390, screen 0.03502 to screen 0.67552, screen 0.03502 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.64971, screen 0.03502 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'nano, line' at screen 0.68842, screen 0.03502 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: 
set lmargin at screen 0.10084; set rmargin at screen 0.97419
set tmargin at screen 0.90467; set bmargin at screen 0.20428
set logscale x 10; set xrange [0.47619047619047616:2.1]
set logscale y 10; set yrange [0.04966557334615953:176.3248236782345]
set xtics norotate offset 0,0.35 ('0.5' 0.5, '1' 1.0, '2' 2.0) font ',12' tc rgb '#333333'
set ytics ('0.1' 0.1, '1' 1.0, '10' 10.0, '100' 100.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'tokens of pre-training (M)' at screen 0.53752, screen 0.14008 center font 'sans-serif,13' tc rgb '#222222' front
set label 'excess loss (nats a response)' at screen 0.02903, screen 0.55447 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::2 using 4:5:(above($6, 0.04966557334615953)):7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::3::5 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::6::8 using 4:5:(above($6, 0.04966557334615953)):7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::9::11 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::12::14 using 4:5:(above($6, 0.04966557334615953)):7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::15::17 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::0::2 using 4:5:(sprintf('femto (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::3::5 using 4:5:(sprintf('femto, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::6::8 using 4:5:(sprintf('pico (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::9::11 using 4:5:(sprintf('pico, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::12::14 using 4:5:(sprintf('nano (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::15::17 using 4:5:(sprintf('nano, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
