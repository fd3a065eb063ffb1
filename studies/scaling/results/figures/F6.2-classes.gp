# F6.2 The same by class of token
# Draws F6.2-classes.svg from F6.2-classes.tsv: gnuplot F6.2-classes.gp
reset
if (!exists("output")) output = 'F6.2-classes.svg'
data = 'F6.2-classes.tsv'
set encoding utf8
set terminal svg size 960,733 fixed noenhanced font 'sans-serif,13' linewidth 1 background '#ffffff' name 'f_F6_2_classes'
set output output
set datafile separator tab
set datafile commentschars ''
set border 3 lc rgb '#777777'
set tics out nomirror scale 0.5
set errorbars small
unset key
above(v, limit) = (v <= limit ? limit : v)
set multiplot
set label 'The same by class of token' at screen 0.01458, screen 0.96999 left font 'sans-serif Bold,16' tc rgb '#111111' front
set arrow from screen 0.10946, screen 0.03547 to screen 0.10946, screen 0.01364 nohead front lw 1.5 lc rgb '#0072B2'
set label '' at screen 0.10946, screen 0.02456 point pt 7 ps 0.8 lc rgb '#0072B2' front
set label 'femto (n = 2)' at screen 0.13446, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.23200, screen 0.02456 to screen 0.26533, screen 0.02456 nohead front lw 2 lc rgb '#0072B2'
set label '' at screen 0.24867, screen 0.02456 point pt 7 ps 0.6 lc rgb '#0072B2' front
set label 'femto, line' at screen 0.27367, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.38787, screen 0.03547 to screen 0.38787, screen 0.01364 nohead front lw 1.5 lc rgb '#D55E00'
set label '' at screen 0.38787, screen 0.02456 point pt 5 ps 0.8 lc rgb '#D55E00' front
set label 'pico (n = 2)' at screen 0.41287, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.51042, screen 0.02456 to screen 0.54375, screen 0.02456 nohead front lw 2 lc rgb '#D55E00'
set label '' at screen 0.52708, screen 0.02456 point pt 5 ps 0.6 lc rgb '#D55E00' front
set label 'pico, line' at screen 0.55208, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.66629, screen 0.03547 to screen 0.66629, screen 0.01364 nohead front lw 1.5 lc rgb '#009E73'
set label '' at screen 0.66629, screen 0.02456 point pt 9 ps 0.8 lc rgb '#009E73' front
set label 'nano (n = 2)' at screen 0.69129, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front
set arrow from screen 0.78883, screen 0.02456 to screen 0.82217, screen 0.02456 nohead front lw 2 lc rgb '#009E73'
set label '' at screen 0.80550, screen 0.02456 point pt 9 ps 0.6 lc rgb '#009E73' front
set label 'nano, line' at screen 0.83050, screen 0.02456 left font 'sans-serif,12' tc rgb '#222222' front

# Panel 1: style
set lmargin at screen 0.06913; set rmargin at screen 0.48333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
set logscale x 10; set xrange [0.47619047619047616:2.1]
set logscale y 10; set yrange [0.0038453480395470173:1.843109637574564]
set xtics norotate offset 0,0.35 ('0.5' 0.5, '1' 1.0, '2' 2.0) font ',12' tc rgb '#333333'
set ytics ('0.01' 0.01, '0.1' 0.1, '1' 1.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'style' at screen 0.06913, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'tokens of pre-training (M)' at screen 0.27623, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
set label 'excess loss (nats a response)' at screen 0.01875, screen 0.73670 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::0::2 using 4:5:(above($6, 0.0038453480395470173)):7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::3::5 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::6::8 using 4:5:(above($6, 0.0038453480395470173)):7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::9::11 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::12::14 using 4:5:(above($6, 0.0038453480395470173)):7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::15::17 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::0::2 using 4:5:(sprintf('femto (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::3::5 using 4:5:(sprintf('femto, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::6::8 using 4:5:(sprintf('pico (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::9::11 using 4:5:(sprintf('pico, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::12::14 using 4:5:(sprintf('nano (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::15::17 using 4:5:(sprintf('nano, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 2: stop
set lmargin at screen 0.55750; set rmargin at screen 0.98333
set tmargin at screen 0.90859; set bmargin at screen 0.56480
set logscale x 10; set xrange [0.47619047619047616:2.1]
set logscale y 10; set yrange [6.175198595786128e-06:632.880053309668]
set xtics norotate offset 0,0.35 ('0.5' 0.5, '1' 1.0, '2' 2.0) font ',12' tc rgb '#333333'
set ytics ('10⁻⁵' 1e-05, '0.001' 0.001, '0.1' 0.1, '10' 10.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'stop' at screen 0.55750, screen 0.92497 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'tokens of pre-training (M)' at screen 0.77042, screen 0.51978 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::18::20 using 4:5:(above($6, 6.175198595786128e-06)):7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::21::23 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::24::26 using 4:5:(above($6, 6.175198595786128e-06)):7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::27::29 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::30::32 using 4:5:(above($6, 6.175198595786128e-06)):7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::33::35 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::18::20 using 4:5:(sprintf('femto (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::21::23 using 4:5:(sprintf('femto, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::24::26 using 4:5:(sprintf('pico (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::27::29 using 4:5:(sprintf('pico, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::30::32 using 4:5:(sprintf('nano (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::33::35 using 4:5:(sprintf('nano, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 3: copy
set lmargin at screen 0.07625; set rmargin at screen 0.48333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
set logscale x 10; set xrange [0.47619047619047616:2.1]
set logscale y 10; set yrange [0.00041238008959907627:2864.5631751455535]
set xtics norotate offset 0,0.35 ('0.5' 0.5, '1' 1.0, '2' 2.0) font ',12' tc rgb '#333333'
set ytics ('0.001' 0.001, '0.01' 0.01, '0.1' 0.1, '1' 1.0, '10' 10.0, '100' 100.0, '1000' 1000.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'copy' at screen 0.07625, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'tokens of pre-training (M)' at screen 0.27979, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
set label 'excess loss (nats a response)' at screen 0.01875, screen 0.28649 center rotate by 90 font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::36::38 using 4:5:(above($6, 0.00041238008959907627)):7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::39::41 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::42::44 using 4:5:(above($6, 0.00041238008959907627)):7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::45::47 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::48::50 using 4:5:(above($6, 0.00041238008959907627)):7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::51::53 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::36::38 using 4:5:(sprintf('femto (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::39::41 using 4:5:(sprintf('femto, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::42::44 using 4:5:(sprintf('pico (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::45::47 using 4:5:(sprintf('pico, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::48::50 using 4:5:(sprintf('nano (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::51::53 using 4:5:(sprintf('nano, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox

# Panel 4: compute
set lmargin at screen 0.55350; set rmargin at screen 0.98333
set tmargin at screen 0.45839; set bmargin at screen 0.11460
set logscale x 10; set xrange [0.47619047619047616:2.1]
set logscale y 10; set yrange [0.002798953587283572:1705.6554318394026]
set xtics norotate offset 0,0.35 ('0.5' 0.5, '1' 1.0, '2' 2.0) font ',12' tc rgb '#333333'
set ytics ('0.01' 0.01, '0.1' 0.1, '1' 1.0, '10' 10.0, '100' 100.0, '1000' 1000.0) font ',12' tc rgb '#333333'
set grid xtics ytics back lt 1 lw 1 lc rgb '#e8e8e8'
set label 'compute' at screen 0.55350, screen 0.47476 left font 'sans-serif Bold,13' tc rgb '#333333' front
set label 'tokens of pre-training (M)' at screen 0.76842, screen 0.06958 center font 'sans-serif,13' tc rgb '#222222' front
plot data skip 1 every ::54::56 using 4:5:(above($6, 0.002798953587283572)):7 with yerrorbars pt 7 ps 0.8 lw 1.5 lc rgb '#0072B2' notitle, \
     data skip 1 every ::57::59 using 4:5 with linespoints pt 7 ps 0.6 lw 2 lc rgb '#0072B2' notitle, \
     data skip 1 every ::60::62 using 4:5:(above($6, 0.002798953587283572)):7 with yerrorbars pt 5 ps 0.8 lw 1.5 lc rgb '#D55E00' notitle, \
     data skip 1 every ::63::65 using 4:5 with linespoints pt 5 ps 0.6 lw 2 lc rgb '#D55E00' notitle, \
     data skip 1 every ::66::68 using 4:5:(above($6, 0.002798953587283572)):7 with yerrorbars pt 9 ps 0.8 lw 1.5 lc rgb '#009E73' notitle, \
     data skip 1 every ::69::71 using 4:5 with linespoints pt 9 ps 0.6 lw 2 lc rgb '#009E73' notitle, \
     data skip 1 every ::54::56 using 4:5:(sprintf('femto (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::57::59 using 4:5:(sprintf('femto, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::60::62 using 4:5:(sprintf('pico (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::63::65 using 4:5:(sprintf('pico, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::66::68 using 4:5:(sprintf('nano (n = 2): %.4g at %.4g [%.4g to %.4g]', $5, $4, $6, $7)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle, \
     data skip 1 every ::69::71 using 4:5:(sprintf('nano, line: %.4g at %.4g', $5, $4)) with labels hypertext point pt 7 ps 1.2 lc rgb '#ff000000' notitle
unset label; unset arrow; unset object; unset colorbox
unset multiplot
set output
